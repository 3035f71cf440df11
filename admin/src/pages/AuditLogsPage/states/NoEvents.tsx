import { Button, EmptyStateLayout, LinkButton } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Link } from 'react-router-dom';

import { useTranslate } from '../../../wording/translation';
import { FIRST_PAGE } from '../query-state';
import type { EventList } from '../useEventList';
import { useFilterSummary } from './useFilterSummary';

/** No rows, and why: nothing recorded yet, nothing that matches, or a page beyond the last one. */
export function NoEvents({ list, total }: { list: EventList; total: number }) {
  const t = useTranslate();
  const summary = useFilterSummary(list);
  const icon = <EmptyDocuments width="16rem" />;

  if (total > 0) {
    return (
      <EmptyStateLayout
        icon={icon}
        content={t('state.beyond')}
        action={
          <LinkButton tag={Link} to={list.hrefOfPage(FIRST_PAGE)} variant="secondary">
            {t('state.beyond.first')}
          </LinkButton>
        }
      />
    );
  }
  if (list.query.text !== '') {
    return (
      <EmptyStateLayout
        icon={icon}
        content={t('state.no-result', { filters: summary })}
        action={
          <Button variant="secondary" onClick={list.clearFilters}>
            {t('filters.clear')}
          </Button>
        }
      />
    );
  }
  return <EmptyStateLayout icon={icon} content={t('state.first-run')} />;
}

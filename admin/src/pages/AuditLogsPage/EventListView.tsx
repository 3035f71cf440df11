import { Box, Button, EmptyStateLayout, Flex, LinkButton, Loader } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { Link } from 'react-router-dom';

import { useNarrow } from '../../components/useNarrow';
import { useTranslate } from '../../wording/translation';
import type { HiddenColumns } from './columns/hidden-columns';
import { EventCards } from './EventCards';
import { EventTable } from './EventTable';
import { ListFooter } from './footer/ListFooter';
import { FIRST_PAGE } from './query-state';
import { LoadFailed } from './states/LoadFailed';
import { NoEvents } from './states/NoEvents';
import type { EventList } from './useEventList';

/** The rows of the current query, or what stands in their place. */
export function EventListView({ list, hidden }: { list: EventList; hidden: HiddenColumns }) {
  const t = useTranslate();
  const narrow = useNarrow();
  const { state, query, reload, clearFilters, openEvent } = list;

  if (!list.isUnderstood) {
    return (
      <EmptyStateLayout
        icon={<WarningCircle width="6.4rem" height="6.4rem" fill="danger600" />}
        content={t('state.not-understood')}
        action={
          <Button variant="secondary" onClick={clearFilters}>
            {t('filters.clear')}
          </Button>
        }
      />
    );
  }
  if (state.status === 'loading') {
    return (
      <Box background="neutral0" hasRadius shadow="tableShadow">
        <Flex justifyContent="center" alignItems="center" minHeight="36rem">
          <Loader>{t('table.loading')}</Loader>
        </Flex>
      </Box>
    );
  }
  if (state.status === 'failed') {
    return (
      <LoadFailed failure={state.failure} content={t('state.failed')} onRetry={reload}>
        {state.failure.kind === 'invalid' && query.page !== 1 && (
          <LinkButton tag={Link} to={list.hrefOfPage(FIRST_PAGE)} variant="secondary">
            {t('state.beyond.first')}
          </LinkButton>
        )}
        {query.text !== '' && (
          <Button variant="tertiary" onClick={clearFilters}>
            {t('filters.clear')}
          </Button>
        )}
      </LoadFailed>
    );
  }
  const { results, pagination } = state.data;
  if (results.length === 0) return <NoEvents list={list} total={pagination.total} />;

  const Rows = narrow ? EventCards : EventTable;
  return (
    <>
      <Rows events={results} onOpen={openEvent} hidden={hidden} />
      <ListFooter list={list} pagination={pagination} />
    </>
  );
}

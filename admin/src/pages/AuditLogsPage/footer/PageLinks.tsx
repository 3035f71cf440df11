import { Box, LinkButton, NextLink, Pagination, PreviousLink } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

import type { Pagination as PaginationFacts } from '../../../../../server/src/contracts';
import { mirrored } from '../../../components/mirrored';
import { useTranslate } from '../../../wording/translation';
import { FIRST_PAGE, LAST_PAGE, type PageQuery } from '../query-state';
import type { EventList } from '../useEventList';

const Pages = styled(Box)`
  ${mirrored}
`;

/** Greyed out like the arrows beside it: the design system would put it into a grey box. */
const EndLink = styled(LinkButton<typeof Link>)`
  &[aria-disabled='true'] {
    background: transparent;
    border-color: transparent;
  }
`;

interface PageLinksProps {
  list: EventList;
  pagination: PaginationFacts;
}

/** The page before, asked by its place, so that its depth does not matter. */
const before = ({ page, before: place }: PaginationFacts): PageQuery => ({
  page: page - 1,
  beside: place === null ? null : { side: 'before', place },
});

const after = ({ page, after: place }: PaginationFacts): PageQuery => ({
  page: page + 1,
  beside: place === null ? null : { side: 'after', place },
});

/** Previous and next, and the two ends where they are further away. */
export function PageLinks({ list, pagination }: PageLinksProps) {
  const t = useTranslate();
  // The design system greys its arrows out by these two.
  const activePage = pagination.before === null ? 1 : 2;
  const pageCount = pagination.after === null ? activePage : activePage + 1;

  return (
    <Pages>
      <Pagination activePage={activePage} pageCount={pageCount} label={t('pagination.label')}>
        <EndLink
          tag={Link}
          to={list.hrefOfPage(FIRST_PAGE)}
          variant="ghost"
          disabled={pagination.before === null}
        >
          {t('pagination.first')}
        </EndLink>
        <PreviousLink tag={Link} to={list.hrefOfPage(before(pagination))}>
          {t('pagination.previous')}
        </PreviousLink>
        <NextLink tag={Link} to={list.hrefOfPage(after(pagination))}>
          {t('pagination.next')}
        </NextLink>
        <EndLink
          tag={Link}
          to={list.hrefOfPage(LAST_PAGE)}
          variant="ghost"
          disabled={pagination.after === null}
        >
          {t('pagination.last')}
        </EndLink>
      </Pagination>
    </Pages>
  );
}

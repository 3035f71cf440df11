import { Flex } from '@strapi/design-system';

import type { Pagination } from '../../../../../server/src/contracts';
import type { EventList } from '../useEventList';
import { PageLinks } from './PageLinks';
import { PageSize } from './PageSize';
import { PageSummary } from './PageSummary';
import { useExactTotal } from './useExactTotal';

interface ListFooterProps {
  list: EventList;
  pagination: Pagination;
}

/** Page size, which page this is, how many events there are, and the ways to other pages. */
export function ListFooter({ list, pagination }: ListFooterProps) {
  const { counted, count } = useExactTotal(list, pagination);

  return (
    <Flex
      paddingTop={4}
      gap={4}
      wrap="wrap"
      justifyContent="space-between"
      alignItems="center"
      data-testid="audit-trail-footer"
    >
      <PageSize list={list} pageSize={pagination.pageSize} />
      <Flex gap={4} wrap="wrap">
        <PageSummary pagination={counted} onCount={count} />
        <PageLinks list={list} pagination={pagination} />
      </Flex>
    </Flex>
  );
}

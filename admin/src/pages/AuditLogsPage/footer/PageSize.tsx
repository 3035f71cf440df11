import { Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useTranslate } from '../../../wording/translation';
import { PAGE_SIZES } from '../query-state';
import type { EventList } from '../useEventList';

export function PageSize({ list, pageSize }: { list: EventList; pageSize: number }) {
  const t = useTranslate();
  const intl = useIntl();

  return (
    <Flex gap={2}>
      <SingleSelect
        size="S"
        aria-label={t('pagination.size')}
        value={String(pageSize)}
        onChange={(size) => list.setPageSize(Number(size))}
      >
        {PAGE_SIZES.map((size) => (
          <SingleSelectOption key={size} value={String(size)}>
            {intl.formatNumber(size)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Typography textColor="neutral600" aria-hidden>
        {t('pagination.size')}
      </Typography>
    </Flex>
  );
}

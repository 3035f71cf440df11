import { Button, Flex, VisuallyHidden } from '@strapi/design-system';
import { ArrowUp } from '@strapi/icons';
import { useRef } from 'react';
import { useIntl } from 'react-intl';

import { useNews } from '../../api/useNews';
import { useTranslate } from '../../wording/translation';
import type { EventList } from './useEventList';

/**
 * Offers to show what came since the list was read. The line is always there, so that the rows
 * below it stay where they are when the button appears.
 */
export function NewEvents({ list }: { list: EventList }) {
  const t = useTranslate();
  const intl = useIntl();
  const line = useRef<HTMLDivElement>(null);
  const cursor = list.state.status === 'loaded' ? list.state.data.cursor : null;
  const { count, isExact } = useNews(list.filters, cursor);
  const isNew = count > 0 || !isExact;
  const number = intl.formatNumber(count);
  const label =
    count === 0
      ? t('news.maybe')
      : t('news.button', {
          count,
          number: isExact ? number : t('pagination.at-least', { count: number }),
        });

  const show = () => {
    // The button goes away with its news; the focus stays where it was.
    line.current?.focus();
    list.showNewest();
  };
  return (
    <Flex ref={line} tabIndex={-1} justifyContent="center" minHeight="4.8rem">
      {isNew && (
        <Button size="S" variant="secondary" startIcon={<ArrowUp />} onClick={show}>
          {label}
        </Button>
      )}
      {/* Not the number: it would be read out every few seconds. */}
      <VisuallyHidden role="status">{isNew && t('news.arrived')}</VisuallyHidden>
    </Flex>
  );
}

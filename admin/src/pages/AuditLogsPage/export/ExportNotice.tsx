import { Box, Button, Flex, IconButton, Typography, VisuallyHidden } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';

import type { Failure } from '../../../api/failure';
import { formatBytes } from '../../../wording/amount';
import { useTranslate } from '../../../wording/translation';
import type { EventExport, ExportProgress, ExportState } from './useExport';

function useExportWording() {
  const t = useTranslate();
  const { locale, formatNumber } = useIntl();

  const amount = ({ events, bytes }: ExportProgress) => ({
    count: events,
    events: formatNumber(events),
    size: formatBytes(locale, bytes),
  });
  const expected = ({ expected: known }: ExportProgress) => {
    if (known === null) return null;
    const total = formatNumber(known.total);
    return known.totalIsExact ? total : t('pagination.at-least', { count: total });
  };
  const cause = ({ kind, message }: Failure, hasBegun: boolean) => {
    if (kind === 'forbidden') return t('export.forbidden');
    if (message) return t('state.failed.answer', { message });
    return t(hasBegun ? 'export.broken-off' : 'state.failed.unreachable');
  };

  return (state: Exclude<ExportState, { status: 'idle' }>): string => {
    switch (state.status) {
      case 'running': {
        const total = expected(state.progress);
        return total === null
          ? t('export.starting')
          : t('export.running', { ...amount(state.progress), total });
      }
      case 'saved':
        return t('export.saved', { ...amount(state.progress), file: state.fileName });
      case 'cancelled':
        return t('export.cancelled');
      case 'failed':
        return `${t('export.failed')} ${cause(state.failure, state.hasBegun)}`;
    }
  };
}

/** How an export goes, and how it went: in the page, until the reader puts it away. */
export function ExportNotice({ state, cancel, dismiss }: Omit<EventExport, 'start'>) {
  const t = useTranslate();
  const textOf = useExportWording();
  const box = useRef<HTMLDivElement>(null);
  const { status } = state;

  // The button that was pressed goes away with what it cancelled.
  useEffect(() => {
    if (status === 'cancelled') box.current?.focus();
  }, [status]);

  if (status === 'idle') return null;
  const hasFailed = status === 'failed';
  return (
    <Box
      ref={box}
      tabIndex={-1}
      tag="section"
      aria-label={t('export.label')}
      background={hasFailed ? 'danger100' : 'neutral0'}
      borderColor={hasFailed ? 'danger200' : 'neutral200'}
      hasRadius
      padding={4}
      marginBottom={4}
    >
      <Flex justifyContent="space-between" gap={4}>
        <Typography
          textColor={hasFailed ? 'danger700' : 'neutral800'}
          style={{ overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' }}
          role={hasFailed ? 'alert' : undefined}
        >
          {textOf(state)}
        </Typography>
        {status === 'running' ? (
          <Button variant="tertiary" size="S" onClick={cancel}>
            {t('export.cancel')}
          </Button>
        ) : (
          <IconButton variant="ghost" size="S" label={t('export.dismiss')} onClick={dismiss}>
            <Cross />
          </IconButton>
        )}
      </Flex>
      {/* Not the numbers: they would be read out ten times a second. */}
      <VisuallyHidden role="status">
        {status === 'running' ? t('export.starting') : !hasFailed && textOf(state)}
      </VisuallyHidden>
    </Box>
  );
}

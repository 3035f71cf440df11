import { Button, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import { useIntl } from 'react-intl';

import type { StatusResponse } from '../../../../../server/src/contracts';
import type { Failure } from '../../../api/failure';
import { useStatus } from '../../../api/status';
import { isPastRetention, timeOfEventId } from '../../../wording/event-age';
import { shortTime } from '../../../wording/time';
import { useTranslate } from '../../../wording/translation';

interface DetailsMissingProps {
  /** The id that was asked for. */
  id: string;
  failure: Failure;
  onRetry: () => void;
}

/** How long any event is kept: 0 where that hangs on what it was, which nobody can tell any more. */
const daysOf = ({ days, actions }: StatusResponse['retention']): number =>
  Object.keys(actions).length === 0 ? days : 0;

/** No event has this id: because it is past its retention, where its age says so. */
function Unknown({ id }: { id: string }) {
  const t = useTranslate();
  const { locale } = useIntl();
  const { state } = useStatus();
  // Which of the two it is hangs on the rule: an alert that changes its mind is read out twice.
  if (state.status === 'loading') return null;
  const days = state.status === 'loaded' ? daysOf(state.data.retention) : 0;
  const time = timeOfEventId(id);
  return time && isPastRetention(id, days, new Date())
    ? t('details.purged', { date: shortTime(locale, time), count: days })
    : t('details.not-found');
}

/** Why the dialog shows no event: there is none with this id, or it could not be asked for. */
export function DetailsMissing({ id, failure, onRetry }: DetailsMissingProps) {
  const t = useTranslate();
  const isUnknown = failure.kind === 'not-found';
  const cause = failure.message
    ? t('state.failed.answer', { message: failure.message })
    : t('state.failed.unreachable');
  return (
    <Flex role="alert" direction="column" gap={4} padding={6}>
      <WarningCircle
        aria-hidden
        width="4.8rem"
        height="4.8rem"
        fill={isUnknown ? 'neutral500' : 'danger600'}
      />
      <Typography variant="delta" tag="p" textColor="neutral600" textAlign="center">
        {isUnknown ? <Unknown id={id} /> : `${t('details.failed')} ${cause}`}
      </Typography>
      {!isUnknown && <Button onClick={onRetry}>{t('state.failed.retry')}</Button>}
    </Flex>
  );
}

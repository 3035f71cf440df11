import { Badge } from '@strapi/design-system';

import type { EventSummary } from '../../../server/src/contracts';
import { NarrowTo } from './NarrowTo';
import { termsOfOrigin } from './narrow-terms';
import { useTranslate } from '../wording/translation';

/** The way in, and how many fields differ. */
export function EventBadges({ event }: { event: Pick<EventSummary, 'origin' | 'changedFields'> }) {
  const t = useTranslate();
  return (
    <>
      <NarrowTo terms={termsOfOrigin(event)}>
        <Badge>{t(`origin.${event.origin}`)}</Badge>
      </NarrowTo>
      {event.changedFields > 0 && (
        <Badge variant="secondary">
          {t('table.changed-fields', { count: event.changedFields })}
        </Badge>
      )}
    </>
  );
}

import { Flex, Typography } from '@strapi/design-system';

import type { EventDetails } from '../../../../../../server/src/contracts';
import { ChangeList } from '../../../../components/changes/ChangeList';
import { useTranslate } from '../../../../wording/translation';
import { FoldedFacts } from '../FoldedFacts';
import { factsQuery } from '../related-queries';

interface ChangesTabProps {
  event: EventDetails;
  onOpen: (id: string) => void;
}

/** What differs, field by field, and the single facts of an event that sums them up. */
export function ChangesTab({ event, onOpen }: ChangesTabProps) {
  const t = useTranslate();
  const hasChanges = event.changes.length > 0;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {hasChanges && <ChangeList changes={event.changes} />}
      {!hasChanges && factsQuery(event) === null && (
        <Typography textColor="neutral600">{t('details.no-changes')}</Typography>
      )}
      <FoldedFacts event={event} onOpen={onOpen} />
    </Flex>
  );
}

import { IconButton } from '@strapi/design-system';
import { Eye } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { EventSummary } from '../../../../server/src/contracts';
import { sentenceText } from '../../wording/sentence';
import { useTranslate } from '../../wording/translation';

interface OpenEventButtonProps {
  event: EventSummary;
  onOpen: (id: string) => void;
}

export function OpenEventButton({ event, onOpen }: OpenEventButtonProps) {
  const intl = useIntl();
  const t = useTranslate();
  return (
    <IconButton
      variant="ghost"
      label={t('table.open', { sentence: sentenceText(intl, event) })}
      onClick={() => onOpen(event.id)}
    >
      <Eye />
    </IconButton>
  );
}

import { Button, Flex, Popover, TextButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';

import {
  isTimeKey,
  SEARCH_KEYS,
  type FilterWord,
} from '../../../../../server/src/contracts/search';
import { useDirection } from '../../../wording/direction';
import { useTranslate } from '../../../wording/translation';
import { ChoiceEditor } from './ChoiceEditor';
import type { TermGroup } from './terms';
import type { useTermWording } from './useTermWording';

interface AddFilterProps {
  wording: ReturnType<typeof useTermWording>;
  onAdd: (group: TermGroup) => void;
}

const KEYS: FilterWord[] = [...SEARCH_KEYS.filter((key) => !isTimeKey(key)), 'text'];

/** Adds a chip: first what to filter by, then its values. */
export function AddFilter({ wording, onAdd }: AddFilterProps) {
  const t = useTranslate();
  const direction = useDirection();
  const [isOpen, setOpen] = useState(false);
  const [key, setKey] = useState<FilterWord | null>(null);
  const open = (opens: boolean) => {
    setOpen(opens);
    setKey(null);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={open}>
      <Popover.Trigger>
        <Button variant="tertiary" size="S" startIcon={<Plus />}>
          {t('find.add')}
        </Button>
      </Popover.Trigger>
      <Popover.Content dir={direction} align="start" aria-label={t('find.add')}>
        {key === null ? (
          <Flex direction="column" alignItems="flex-start" gap={3} padding={4}>
            {KEYS.map((one) => (
              <TextButton key={one} onClick={() => setKey(one)}>
                {wording.keyText(one)}
              </TextButton>
            ))}
          </Flex>
        ) : (
          <ChoiceEditor
            group={{ key, negated: false, values: [] }}
            valueText={wording.valueText}
            onApply={(group) => {
              open(false);
              onAdd(group);
            }}
          />
        )}
      </Popover.Content>
    </Popover.Root>
  );
}

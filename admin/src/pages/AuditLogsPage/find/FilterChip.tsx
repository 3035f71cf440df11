import { Popover } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useState } from 'react';
import { styled } from 'styled-components';

import { useDirection } from '../../../wording/direction';
import { useTranslate } from '../../../wording/translation';
import { ChoiceEditor } from './ChoiceEditor';
import type { TermGroup } from './terms';
import type { useTermWording } from './useTermWording';

const Chip = styled.span`
  display: inline-flex;
  align-items: stretch;
  max-width: 100%;
  min-height: 3.2rem;
  border: 1px solid ${({ theme }) => theme.colors.primary200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.primary100};
  color: ${({ theme }) => theme.colors.primary600};
  font-size: 1.2rem;
`;

const Part = styled.button`
  all: unset;
  box-sizing: border-box;
  cursor: pointer;
  display: inline-flex;
  align-items: center;
  gap: 0.4rem;
  padding: 0.4rem 0.8rem;
  min-width: 0;
  overflow-wrap: anywhere;
  border-radius: ${({ theme }) => theme.borderRadius};

  &:hover {
    background: ${({ theme }) => theme.colors.primary200};
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
`;

interface FilterChipProps {
  group: TermGroup;
  wording: ReturnType<typeof useTermWording>;
  onChange: (next: TermGroup) => void;
  onRemove: () => void;
}

/** One filter: its name changes it, its cross takes it away. */
export function FilterChip({ group, wording, onChange, onRemove }: FilterChipProps) {
  const t = useTranslate();
  const direction = useDirection();
  const [isOpen, setOpen] = useState(false);
  const { key, values } = wording.groupText(group);
  const label = t('find.chip', { key, values });
  return (
    <Chip role="listitem">
      <Popover.Root open={isOpen} onOpenChange={setOpen}>
        <Popover.Trigger>
          <Part type="button" aria-label={t('find.edit', { filter: label })}>
            <span>
              {key}:{' '}
              <strong>
                <bdi>{values}</bdi>
              </strong>
            </span>
          </Part>
        </Popover.Trigger>
        <Popover.Content dir={direction} align="start" aria-label={key}>
          <ChoiceEditor
            group={group}
            valueText={wording.valueText}
            onApply={(next) => {
              setOpen(false);
              onChange(next);
            }}
          />
        </Popover.Content>
      </Popover.Root>
      <Part type="button" aria-label={t('find.remove', { filter: label })} onClick={onRemove}>
        <Cross aria-hidden width="1rem" height="1rem" />
      </Part>
    </Chip>
  );
}

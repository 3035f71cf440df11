import { TextButton } from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import { useState } from 'react';

import type { EventSummary } from '../../../../server/src/contracts';
import { foldFacts } from '../../sums';
import { useTranslate } from '../../wording/translation';

interface FactsToggleProps {
  count: number;
  isOpen: boolean;
  onToggle: () => void;
}

/** Shows and hides the facts beneath their sum. */
export function FactsToggle({ count, isOpen, onToggle }: FactsToggleProps) {
  const t = useTranslate();
  return (
    <TextButton
      aria-expanded={isOpen}
      onClick={onToggle}
      endIcon={isOpen ? <CaretUp aria-hidden /> : <CaretDown aria-hidden />}
    >
      {t('details.facts-of-sum', { count })}
    </TextButton>
  );
}

/** A row of the list. */
export interface Row {
  event: EventSummary;
  /** A fact that stands beneath its sum. */
  isBeneath: boolean;
  /** Null where nothing is folded beneath the event. */
  toggle: FactsToggleProps | null;
}

/** The rows for some events: facts are folded beneath their sums until somebody asks for them. */
export function useFoldedRows(events: readonly EventSummary[]): Row[] {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());

  return foldFacts(events).flatMap(({ event, facts }): Row[] => {
    if (facts.length === 0) return [{ event, isBeneath: false, toggle: null }];
    const isOpen = unfolded.has(event.id);
    const onToggle = () => {
      const next = new Set(unfolded);
      if (!next.delete(event.id)) next.add(event.id);
      setUnfolded(next);
    };
    const sum: Row = { event, isBeneath: false, toggle: { count: facts.length, isOpen, onToggle } };
    const beneath = facts.map((fact): Row => ({ event: fact, isBeneath: true, toggle: null }));
    return isOpen ? [sum, ...beneath] : [sum];
  });
}

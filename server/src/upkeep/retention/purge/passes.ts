import type { Candidate, DeletionPass } from './candidates';
import { createAgeRules, cutOffOf, type RetentionConfig } from '../rules';

/** The passes by age: one for all, or one for each action if actions differ. */
export async function passesByAge(
  config: Pick<RetentionConfig, 'days' | 'actions'>,
  { now, listActions }: { now: number; listActions: () => Promise<string[]> }
): Promise<DeletionPass[]> {
  const ruleOf = createAgeRules(config);
  const actions = Object.keys(config.actions).length === 0 ? [null] : await listActions();
  return actions.flatMap((action) => {
    const rule = action === null ? { name: 'days', days: config.days } : ruleOf(action);
    if (rule.days === 0) return [];
    return [{ rule: rule.name, action, end: { before: cutOffOf(rule, now) } }];
  });
}

/** Decides whether an event is removed by its age. */
export function createIsOld(config: Pick<RetentionConfig, 'days' | 'actions'>, now: number) {
  const ruleOf = createAgeRules(config);
  return ({ action, occurred_at }: Candidate): boolean =>
    Number(occurred_at) < cutOffOf(ruleOf(action), now);
}

/** The instant before which everything of a pass happened. */
export const instantOf = ({ end }: DeletionPass): number =>
  'before' in end ? end.before : Number(end.upTo.occurred_at) + 1;

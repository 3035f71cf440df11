import type { ActorType, Origin } from '../contracts';
import { matcherOf } from '../event';

/** One list of each kind; an empty include list includes everything. */
export interface RuleLists {
  /** Patterns, in which `*` matches any characters: `entry.*`. */
  actions: readonly string[];
  /** Patterns of uids: `api::*`. */
  contentTypes: readonly string[];
  origins: readonly Origin[];
  actors: readonly ActorType[];
}

export interface RulesConfig {
  include: RuleLists;
  exclude: RuleLists;
}

/** What is known of an event so far. Unknown or null values decide nothing. */
export interface Subject {
  action?: string;
  contentType?: string | null;
  origin?: Origin;
  actor?: ActorType;
}

/** What to record. */
export interface Rules {
  allows(subject: Subject): boolean;
  /** Whether an event with one of these actions may be allowed at all. */
  mayAllow(actions: readonly string[], subject: Subject): boolean;
}

/** The log's events about itself cannot be left out: switching the log off must be recorded. */
const OWN = /^audit-log\./;

export function createRules({ include, exclude }: RulesConfig): Rules {
  const action = decideBy(include.actions, exclude.actions);
  const contentType = decideBy(include.contentTypes, exclude.contentTypes);
  const origin = decideBy(include.origins, exclude.origins);
  const actor = decideBy(include.actors, exclude.actors);

  const allowsAs = (name: string | undefined, subject: Subject): boolean =>
    (action(name) &&
      contentType(subject.contentType) &&
      origin(subject.origin) &&
      actor(subject.actor)) ||
    OWN.test(name ?? '');

  return {
    allows: (subject) => allowsAs(subject.action, subject),
    mayAllow: (actions, subject) => actions.some((one) => allowsAs(one, subject)),
  };
}

type Decide = (value: unknown) => boolean;

function decideBy(include: readonly string[], exclude: readonly string[]): Decide {
  const included = include.map(matcherOf);
  const excluded = exclude.map(matcherOf);
  const known = new Map<string, boolean>();
  const decide = (value: string): boolean =>
    (included.length === 0 || included.some((matches) => matches(value))) &&
    !excluded.some((matches) => matches(value));

  return (value) => {
    // JavaScript code may pass in anything; a value that is no string decides nothing.
    if (typeof value !== 'string') return true;
    const before = known.get(value);
    if (before !== undefined) return before;
    const verdict = decide(value);
    // Actions and uids are few; a developer's own may not be.
    if (known.size < 1_000) known.set(value, verdict);
    return verdict;
  };
}

import type { AuditTrailConfig } from '../../config';
import { matcherOf } from '../../event';

const DAY_MS = 86_400_000;
const BYTES_PER_MEGABYTE = 1_000_000;

export type RetentionConfig = AuditTrailConfig['retention'];

/** How long the events of an action are kept. */
export interface AgeRule {
  /** The pattern that decides; `days` if none matches. */
  name: string;
  /** 0 keeps them forever. */
  days: number;
}

const orForEver = (days: number): number => (days === 0 ? Infinity : days);
/** The number of literal characters in a pattern. */
const weightOf = (pattern: string): number => pattern.replaceAll('*', '').length;

/**
 * Finds the rule for an action: of the matching patterns, the one with the most characters besides
 * `*`; of equals, the one that keeps longer, so their order does not matter.
 */
export function createAgeRules({ days, actions }: Pick<RetentionConfig, 'days' | 'actions'>) {
  const patterns = Object.entries(actions)
    .map(([name, days]) => ({ name, days, fits: matcherOf(name), weight: weightOf(name) }))
    .sort((a, b) => b.weight - a.weight || orForEver(b.days) - orForEver(a.days));
  return (action: string): AgeRule =>
    patterns.find(({ fits }) => fits(action)) ?? { name: 'days', days };
}

/** Events before this instant are removed; none if they are kept forever. */
export const cutOffOf = ({ days }: AgeRule, now: number): number => now - orForEver(days) * DAY_MS;

/** How much is kept at most. */
export interface Limits {
  events: number;
  bytes: number;
}

/** 0 if there is no limit. */
export const maxBytesOf = ({ maxSize }: Pick<RetentionConfig, 'maxSize'>): number =>
  maxSize * BYTES_PER_MEGABYTE;

/** Null if there is no limit. */
export function limitsOf(config: RetentionConfig): Limits | null {
  const bytes = maxBytesOf(config);
  if (config.maxEvents === 0 && bytes === 0) return null;
  return { events: config.maxEvents || Infinity, bytes: bytes || Infinity };
}

/** Whether no rule ever removes anything. */
export const keepsForEver = (config: RetentionConfig): boolean =>
  config.days === 0 &&
  Object.values(config.actions).every((days) => days === 0) &&
  limitsOf(config) === null;

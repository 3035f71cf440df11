import type { AuditTrailConfig } from '../../config';
import { matcherOf } from '../../event';

const DAY_MS = 86_400_000;
const BYTES_PER_MEGABYTE = 1_000_000;

export type RetentionConfig = AuditTrailConfig['retention'];

/** How long the events of an action are kept. */
export interface AgeRule {
  /** The pattern that decides; `days` where none fits. */
  name: string;
  /** 0 keeps them for ever. */
  days: number;
}

const orForEver = (days: number): number => (days === 0 ? Infinity : days);
/** What a pattern says itself, in characters. */
const weightOf = (pattern: string): number => pattern.replaceAll('*', '').length;

/**
 * Tells which rule decides over an action: of the patterns that fit it the one with the most
 * characters beside `*`; of equals the one that keeps longer, so that their order means nothing.
 */
export function createAgeRules({ days, actions }: Pick<RetentionConfig, 'days' | 'actions'>) {
  const patterns = Object.entries(actions)
    .map(([name, days]) => ({ name, days, fits: matcherOf(name), weight: weightOf(name) }))
    .sort((a, b) => b.weight - a.weight || orForEver(b.days) - orForEver(a.days));
  return (action: string): AgeRule =>
    patterns.find(({ fits }) => fits(action)) ?? { name: 'days', days };
}

/** Events that happened before this instant go; none where they are kept for ever. */
export const cutOffOf = ({ days }: AgeRule, now: number): number => now - orForEver(days) * DAY_MS;

/** How much is kept at most. */
export interface Limits {
  events: number;
  bytes: number;
}

/** 0 where there is no limit. */
export const maxBytesOf = ({ maxSize }: Pick<RetentionConfig, 'maxSize'>): number =>
  maxSize * BYTES_PER_MEGABYTE;

/** Null where there is no limit. */
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

import type { Json } from '../contracts';
import { HIDDEN } from './markers';

/** What a request hid: an error that answers it may quote just that. */
export interface HiddenTexts {
  add(value: unknown): void;
  /** The answer without them, in its errors; elsewhere a word that happens to be equal may stay. */
  removedFrom(answer: Json): Json;
}

/** Shorter ones are words and numbers that stand in any message. */
const MIN_LENGTH = 6;
const MAX_TEXTS = 200;
const MAX_DEPTH = 8;
const ERROR_KEYS = new Set(['error', 'errors']);

export function createHiddenTexts(): HiddenTexts {
  const texts = new Set<string>();

  function add(value: unknown, depth = 0): void {
    if (texts.size >= MAX_TEXTS || depth > MAX_DEPTH) return;
    if (typeof value === 'string' && value.length >= MIN_LENGTH) texts.add(value);
    if (typeof value !== 'object' || value === null) return;
    for (const inner of Object.values(value).slice(0, MAX_TEXTS)) add(inner, depth + 1);
  }

  function removed(json: Json): Json {
    if (typeof json === 'string') {
      return [...texts].reduce((text, hidden) => text.replaceAll(hidden, HIDDEN), json);
    }
    if (Array.isArray(json)) return json.map(removed);
    if (typeof json !== 'object' || json === null) return json;
    return Object.fromEntries(Object.entries(json).map(([key, inner]) => [key, removed(inner)]));
  }

  return {
    add: (value) => add(value),
    removedFrom(answer) {
      if (texts.size === 0 || typeof answer !== 'object' || answer === null) return answer;
      if (Array.isArray(answer)) return answer.map(this.removedFrom, this);
      const entries = Object.entries(answer).map(([key, inner]) => [
        key,
        ERROR_KEYS.has(key) ? removed(inner) : inner,
      ]);
      return Object.fromEntries(entries) as Json;
    },
  };
}

import { diffWordsWithSpace } from 'diff';

/** A run of text; `changed` where the other side does not have it. */
export interface TextPart {
  text: string;
  changed: boolean;
}

export interface MarkedTexts {
  before: TextPart[];
  after: TextPart[];
}

// Texts with more edits than this read better side by side, and comparing them takes too long.
const LIMITS = { maxEditLength: 2_000, timeout: 300 };

/** Compares two texts word by word; null where they are too different to be worth it. */
export function markWords(before: string, after: string): MarkedTexts | null {
  const parts = diffWordsWithSpace(before, after, LIMITS);
  if (!parts || parts.every((part) => part.added || part.removed)) return null;
  return {
    before: parts
      .filter((part) => !part.added)
      .map(({ value, removed }) => ({ text: value, changed: removed })),
    after: parts
      .filter((part) => !part.removed)
      .map(({ value, added }) => ({ text: value, changed: added })),
  };
}

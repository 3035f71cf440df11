import { distance } from 'fastest-levenshtein';

/** The choice that was probably meant: one with this prefix, else one that is few letters away. */
export function nearest(written: string, choices: readonly string[]): string | null {
  const word = written.toLowerCase();
  const begun = word.length > 1 && choices.find((choice) => choice.startsWith(word));
  if (begun) return begun;
  const tries = choices.map((choice) => ({ choice, steps: distance(word, choice) }));
  const best = tries.reduce((a, b) => (b.steps < a.steps ? b : a));
  return best.steps <= Math.max(1, Math.floor(best.choice.length / 3)) ? best.choice : null;
}

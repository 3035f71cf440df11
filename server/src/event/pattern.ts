/** Whether a value matches a pattern, in which `*` matches any characters. */
export const matcherOf = (pattern: string): ((value: string) => boolean) =>
  pattern.includes('*') ? matcherOfAny([pattern]) : (value) => value === pattern;

/** Whether a value matches any of the patterns. */
export function matcherOfAny(patterns: readonly string[]): (value: string) => boolean {
  if (patterns.length === 0) return () => false;
  const sources = patterns.map((pattern) =>
    pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')
  );
  const expression = new RegExp(`^(?:${sources.join('|')})$`, 's');
  return (value) => expression.test(value);
}

/** Whether a text fits any of the patterns, in which `*` stands for any characters. */
export function matcherOfAny(patterns: readonly string[]): (text: string) => boolean {
  if (patterns.length === 0) return () => false;
  const sources = patterns.map((pattern) =>
    pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')
  );
  const expression = new RegExp(`^(?:${sources.join('|')})$`);
  return (text) => expression.test(text);
}

/**
 * Remembers the results of a pure function of a name. An application has few names and uses each
 * often; senders of bodies can make up more, so the memory is bounded.
 */
export function rememberByName<Result>(
  judge: (name: string) => Result,
  max = 4_000
): (name: string) => Result {
  const known = new Map<string, Result>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const result = judge(name);
    if (known.size >= max) known.clear();
    known.set(name, result);
    return result;
  };
}

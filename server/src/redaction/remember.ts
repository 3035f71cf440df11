/**
 * Remembers what a pure function of a name said. Names are few, and each is asked about often; as
 * senders of bodies may make up more, there is an end to what is remembered.
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

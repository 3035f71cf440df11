/**
 * Remembers the results of a pure function of a name. An application has few names and uses each
 * often; senders of bodies can invent more, so the memory is bounded.
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

/** A longer text seldom occurs again. */
const SHORT = 255;

/** The same for a pure function of texts: remembers only short ones. */
export function rememberShortTexts<Result>(
  read: (text: string) => Result
): (text: string) => Result {
  const known = rememberByName(read);
  return (text) => (text.length > SHORT ? read(text) : known(text));
}

/** Remembers what a function returned for the same object, which must not change meanwhile. */
export function rememberByObject<Key extends object, Result>(
  read: (object: Key) => Result
): (object: Key) => Result {
  const known = new WeakMap<Key, Result>();
  return (object) => {
    const before = known.get(object);
    if (before !== undefined) return before;
    const result = read(object);
    known.set(object, result);
    return result;
  };
}

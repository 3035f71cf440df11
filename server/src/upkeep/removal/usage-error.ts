/** What the operator can mend; its message is all that he is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** One line of what went wrong: drivers put a list of addresses, or nothing, into their message. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  const [line] = error.message.split('\n');
  return line || String(code ?? error.name);
}

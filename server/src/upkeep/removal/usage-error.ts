/** A problem the operator can fix; its message is all that they see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The error on one line: drivers put a list of addresses, or nothing, into their message. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  const [line] = error.message.split('\n');
  return line || String(code ?? error.name);
}

import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { UsageError } from './usage-error';

export interface Terminal {
  input: Readable & { isTTY?: boolean };
  output: Writable;
}

/** @throws UsageError if there is no terminal */
export function insistOnTerminal({ input }: Terminal): void {
  if (input.isTTY) return;
  throw new UsageError(
    'There is no terminal to ask for a confirmation on: pass --yes to do without.'
  );
}

/**
 * Makes the operator type a name, to show which database is affected.
 * @throws UsageError for any other answer, and for none
 */
export async function confirm({ input, output }: Terminal, name: string): Promise<void> {
  const lines = createInterface({ input, output });
  const closed = new AbortController();
  // Ctrl-C and the end of the input close it without an answer.
  lines.once('close', () => closed.abort());
  const answer = await lines
    .question(`Type ${name} to go on: `, { signal: closed.signal })
    .catch(() => null);
  lines.close();
  if (answer?.trim() !== name)
    throw new UsageError(`That was not ${name}: nothing has been removed.`);
}

import type { Capture } from '../event';
import type { Circumstances } from './recorder';

/** How many e-mails, addresses … one row names. */
const EXAMPLES = 20;

/** One thing that happens again and again, since it began. */
export interface FloodWindow {
  /** Counts one more; a capture to write now at the 1st, 2nd, 4th, 8th … occurrence, else null. */
  add(capture: Capture, circumstances: Circumstances): Capture | null;
  /** What was counted and not written yet, as one capture under the last occurrence's name. */
  rest(): { capture: Capture; circumstances: Circumstances } | null;
  /** True if anything happened since this was last asked. */
  wasBusy(): boolean;
}

export interface WindowDependencies {
  /** The identity somebody typed, if it may be kept. */
  emailOf(capture: Capture): string | null;
  /** The address as far as it may be kept. */
  showAddress(ip: string): string | null;
}

export function createFloodWindow({ emailOf, showAddress }: WindowDependencies): FloodWindow {
  let total = 0;
  let busy = false;
  let folded = newFold();

  const take = (): Capture | null => {
    const { last, count } = folded;
    const examples = examplesOf(folded);
    folded = newFold();
    if (!last) return null;
    return count === 1 ? last.capture : { ...last.capture, count, payload: examples };
  };

  return {
    add(capture, circumstances) {
      total += 1;
      busy = true;
      const { ip } = circumstances.request;
      folded.count += 1;
      folded.last = { capture: short(capture), circumstances: short(circumstances) };
      note(folded.emails, emailOf(capture));
      note(folded.addresses, ip === null ? null : showAddress(ip));
      note(folded.reasons, capture.reason ?? null);
      note(folded.handlers, handlerOf(capture));
      return isPowerOfTwo(total) ? take() : null;
    },

    rest() {
      const { last } = folded;
      const capture = take();
      return last && capture ? { capture, circumstances: last.circumstances } : null;
    },

    wasBusy() {
      const was = busy;
      busy = false;
      return was;
    },
  };
}

interface Fold {
  count: number;
  last: { capture: Capture; circumstances: Circumstances } | null;
  emails: Set<string>;
  addresses: Set<string>;
  reasons: Set<string>;
  handlers: Set<string>;
}

const newFold = (): Fold => ({
  count: 0,
  last: null,
  emails: new Set(),
  addresses: new Set(),
  reasons: new Set(),
  handlers: new Set(),
});

function note(examples: Set<string>, example: string | null): void {
  if (example !== null && examples.size < EXAMPLES) examples.add(example.slice(0, 255));
}

/** What the row itself shows is left out: its only address, its only reason. */
function examplesOf({ last, emails, addresses, reasons, handlers }: Fold): object {
  const own = last?.capture.payload;
  return {
    ...(typeof own === 'object' ? own : {}),
    ...(emails.size > 0 ? { emails: [...emails] } : {}),
    ...(addresses.size > 1 ? { addresses: [...addresses] } : {}),
    ...(reasons.size > 1 ? { reasons: [...reasons] } : {}),
    ...(handlers.size > 1 ? { handlers: [...handlers] } : {}),
  };
}

function handlerOf({ payload }: Capture): string | null {
  const { handler } = (payload ?? {}) as { handler?: unknown };
  return typeof handler === 'string' ? handler : null;
}

/** Nobody may fill the memory with long headers: columns hold 255 characters anyway. */
const LONGEST = 300;

function short<Facts extends object>(facts: Facts): Facts {
  const entries = Object.entries(facts).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string'
      ? value.slice(0, LONGEST)
      : isPlain(value) && name !== 'payload'
        ? short(value)
        : value,
  ]);
  return Object.fromEntries(entries) as Facts;
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isPowerOfTwo = (count: number): boolean => (count & (count - 1)) === 0;

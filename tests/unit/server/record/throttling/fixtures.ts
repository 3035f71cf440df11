import { NO_REQUEST } from '../../../../../server/src/event';
import type { Capture } from '../../../../../server/src/event';
import { createThrottle } from '../../../../../server/src/record/throttling/throttle';
import type { Folded } from '../../../../../server/src/record/throttling/count';
import { termsOf } from '../../../../../server/src/journal/search-index/terms';
import type { Circumstances } from '../../../../../server/src/record/build-event';

export const circumstances = (
  ip: string,
  actor: Partial<Circumstances['actor']> = {}
): Circumstances => ({
  actor: { type: 'anonymous', id: null, name: null, email: null, ...actor },
  origin: 'admin-panel',
  request: { ...NO_REQUEST, ip },
  operationId: 'operation',
  reason: null,
});

export const signIn = (email: string | null = null, reason = 'Invalid credentials'): Capture => ({
  action: 'admin.auth.error',
  outcome: 'failure',
  reason,
  actor: { type: 'anonymous', id: null, name: null, email },
});

export const denial = (handler: string, facts: Partial<Capture> = {}): Capture => ({
  action: 'request.denied',
  outcome: 'denied',
  reason: 'Forbidden',
  resource: { type: handler.slice(0, handler.lastIndexOf('.')) },
  payload: { handler },
  tags: ['status:403', `handler:${handler}`],
  ...facts,
});

export const deniedRead = (handler: string): Capture => denial(handler, { foldBy: 'account' });

export interface Written extends Capture {
  ip: string | null;
}

/** A flood on a clock that the test turns. */
export function setUp({ record }: { record?: (capture: Capture) => Promise<void> } = {}) {
  jest.useFakeTimers({ now: new Date('2025-01-31T09:00:00.000Z') });
  let current = circumstances('192.0.2.1');
  let due: { at: number; work: () => void } | null = null;
  const written: Written[] = [];
  const counted: Capture[] = [];
  const flood = createThrottle({
    async record(capture) {
      await record?.(capture);
      written.push({ ...capture, ip: current.request.ip });
    },
    recordLater: async (capture, then) => void written.push({ ...capture, ip: then.request.ip }),
    noteCounted: (capture) => void counted.push(capture),
    circumstances: () => current,
    emailOf: ({ actor }) => actor?.email ?? null,
    showAddress: (ip) => ip,
    maxBytes: 13_000,
    now: () => Date.now(),
    schedule(milliseconds, work) {
      due = { at: Date.now() + milliseconds, work };
      return () => (due = null);
    },
  });
  const pass = async (milliseconds: number): Promise<void> => {
    const end = Date.now() + milliseconds;
    while (due && due.at <= end) {
      const { at, work } = due;
      due = null;
      jest.setSystemTime(at);
      work();
      // Rows are written one after the other.
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    }
    jest.setSystemTime(end);
  };
  return {
    flood,
    written,
    counted,
    pass,
    counts: () => written.map(({ count }) => count ?? 1),
    sum: () => written.reduce((sum, { count }) => sum + (count ?? 1), 0),
    from(ip: string, actor?: Partial<Circumstances['actor']>) {
      current = circumstances(ip, actor);
    },
    async happens(times: number, capture: (index: number) => Capture = () => signIn()) {
      for (let index = 0; index < times; index += 1) await flood.record(capture(index));
    },
    isScheduled: () => due !== null,
  };
}

export const foldedOf = (capture: Capture | undefined): Folded =>
  (capture?.payload as { folded: Folded }).folded;

const termsOfRow = ({ actor, payload }: Written): Set<string> =>
  new Set(termsOf({ tags: [], payload, actor_email: actor?.email ?? null }));

/** Finds the rows of an e-mail, as the journal would find them. */
export function indexOf(written: readonly Written[]): (email: string) => Written[] {
  const rows = written.map((row) => ({ row, terms: termsOfRow(row) }));
  return (email) => rows.filter(({ terms }) => terms.has(`a:${email}`)).map(({ row }) => row);
}

/** How often a row says that an account failed. */
export const countFor = ({ count = 1, payload }: Written, email: string): number => {
  const { folded } = (payload ?? {}) as { folded?: Folded };
  return folded?.accounts?.find((account) => account.email === email)?.count ?? count;
};

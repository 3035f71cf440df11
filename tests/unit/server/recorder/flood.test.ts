import type { Capture } from '../../../../server/src/event';
import {
  createFlood,
  MAX_PER_ADDRESS,
  MAX_WINDOWS,
  WINDOW_MS,
} from '../../../../server/src/recorder/flood';
import type { Circumstances } from '../../../../server/src/recorder/recorder';

const NO_REQUEST = {
  ...{ id: null, method: null, path: null, status: null, userAgent: null, sessionId: null },
};

const circumstances = (ip: string, actor: Partial<Circumstances['actor']> = {}): Circumstances => ({
  actor: { type: 'anonymous', id: null, name: null, email: null, ...actor },
  origin: 'admin-panel',
  request: { ...NO_REQUEST, ip },
  operationId: 'operation',
  reason: null,
});

const signIn = (email: string | null = null, reason = 'Invalid credentials'): Capture => ({
  action: 'admin.auth.error',
  outcome: 'failure',
  reason,
  actor: { type: 'anonymous', id: null, name: null, email },
});

const denial = (handler: string): Capture => ({
  action: 'request.denied',
  outcome: 'denied',
  reason: 'Forbidden',
  payload: { handler },
  tags: [`handler:${handler}`],
});

interface Written extends Capture {
  ip: string | null;
}

/** A flood on a clock that the test turns. */
function setUp() {
  let now = 0;
  let current = circumstances('192.0.2.1');
  let due: { at: number; work: () => void } | null = null;
  const written: Written[] = [];
  const flood = createFlood({
    record: async (capture) => void written.push({ ...capture, ip: current.request.ip }),
    recordLater: async (capture, then) => void written.push({ ...capture, ip: then.request.ip }),
    circumstances: () => current,
    emailOf: ({ actor }) => actor?.email ?? null,
    showAddress: (ip) => ip,
    now: () => now,
    schedule(milliseconds, work) {
      due = { at: now + milliseconds, work };
      return () => (due = null);
    },
  });
  return {
    flood,
    written,
    counts: () => written.map(({ count }) => count ?? 1),
    sum: () => written.reduce((sum, { count }) => sum + (count ?? 1), 0),
    from(ip: string, actor?: Partial<Circumstances['actor']>) {
      current = circumstances(ip, actor);
    },
    async happens(times: number, capture: (index: number) => Capture = () => signIn()) {
      for (let index = 0; index < times; index += 1) await flood.record(capture(index));
    },
    pass(milliseconds: number) {
      now += milliseconds;
      while (due && due.at <= now) {
        const { work } = due;
        due = null;
        work();
      }
    },
    isScheduled: () => due !== null,
  };
}

describe('a flood of equal failures', () => {
  it('is written at the 1st, 2nd, 4th, 8th … occurrence, each with the count since the last', async () => {
    const { happens, counts } = setUp();
    await happens(20);
    expect(counts()).toEqual([1, 1, 2, 4, 8]);
  });

  it('is written once more when the window ends, so that the counts add up', async () => {
    const { happens, counts, pass } = setUp();
    await happens(20);
    pass(WINDOW_MS);
    expect(counts()).toEqual([1, 1, 2, 4, 8, 4]);
  });

  it('leaves at most one row a window once it lasts', async () => {
    const { happens, counts, pass } = setUp();
    for (let window = 0; window < 5; window += 1) {
      await happens(3);
      pass(WINDOW_MS);
    }
    expect(counts()).toEqual([1, 1, 1, 1, 2, 2, 1, 3, 3]);
  });

  it('begins anew after a window in which nothing happened', async () => {
    const { happens, counts, pass, isScheduled } = setUp();
    await happens(3);
    pass(WINDOW_MS);
    pass(WINDOW_MS);
    expect(isScheduled()).toBe(false);
    await happens(2);
    expect(counts()).toEqual([1, 1, 1, 1, 1]);
  });

  it('is written to its end when the process stops, and what still comes one by one', async () => {
    const { flood, happens, counts, isScheduled } = setUp();
    await happens(7);
    await flood.close();
    await happens(3);
    expect(counts()).toEqual([1, 1, 2, 3, 1, 1, 1]);
    expect(isScheduled()).toBe(false);
  });

  it('names the first twenty e-mails that a row stands for', async () => {
    const { happens, written } = setUp();
    await happens(64, (index) => signIn(`user${index}@example.com`));
    const { count, payload } = written.at(-1) as Written;
    const { emails } = payload as { emails: string[] };
    expect(count).toBe(32);
    expect(emails).toEqual(
      Array.from({ length: 20 }, (_, index) => `user${index + 32}@example.com`)
    );
  });

  it('lists no e-mail in a row of one occurrence, which names it itself', async () => {
    const { happens, written } = setUp();
    await happens(1, () => signIn('anna@example.com'));
    expect(written).toEqual([{ ...signIn('anna@example.com'), ip: '192.0.2.1' }]);
  });
});

describe('failures that are not equal', () => {
  it('are written each where the address, the action or the reason differs', async () => {
    const { happens, counts, from } = setUp();
    await happens(1);
    await happens(1, () => signIn(null, 'Too many requests'));
    await happens(1, () => denial('admin::user.find'));
    from('192.0.2.2');
    await happens(1);
    expect(counts()).toEqual([1, 1, 1, 1]);
  });

  it('are folded for strangers whatever route they try', async () => {
    const { happens, counts } = setUp();
    await happens(3, (index) => denial(`admin::thing-${index}.find`));
    expect(counts()).toEqual([1, 1]);
  });

  it('are written each for a known account that tries different routes', async () => {
    const { happens, counts, from } = setUp();
    from('192.0.2.1', { type: 'admin-user', id: '7' });
    await happens(3, (index) => denial(`admin::thing-${index}.find`));
    expect(counts()).toEqual([1, 1, 1]);
  });

  it('are written each for two accounts behind one address', async () => {
    const { happens, counts, from } = setUp();
    for (const id of ['7', '8', '9']) {
      from('192.0.2.1', { type: 'admin-user', id });
      await happens(1, () => denial('admin::user.find'));
    }
    expect(counts()).toEqual([1, 1, 1]);
  });
});

describe('what is no failure', () => {
  it('is written every time', async () => {
    const { happens, counts } = setUp();
    await happens(5, () => ({ action: 'admin.logout' }));
    expect(counts()).toEqual([1, 1, 1, 1, 1]);
  });

  it('is written every time if it changed something', async () => {
    const changes = [{ path: 'blocked', label: 'blocked', kind: 'value' as const, after: true }];
    const { happens, counts } = setUp();
    await happens(5, () => ({ ...signIn(), changes }));
    expect(counts()).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('a flood that varies what tells failures apart', () => {
  it('is folded by address once one address has given many reasons', async () => {
    const { flood, happens, written, sum } = setUp();
    await happens(10_000, (index) => signIn(null, `reason ${index}`));
    await flood.flush();
    expect(sum()).toBe(10_000);
    expect(written.length).toBeLessThan(MAX_PER_ADDRESS + 20);
    expect((written.at(-1)?.payload as { reasons: string[] }).reasons).toHaveLength(20);
  });

  it('is folded over all addresses once there are many', async () => {
    const { flood, happens, written, sum, from } = setUp();
    for (let index = 0; index < MAX_WINDOWS * 2; index += 1) {
      from(`2001:db8::${index.toString(16)}`);
      await happens(1);
    }
    await flood.flush();
    expect(sum()).toBe(MAX_WINDOWS * 2);
    expect(written.length).toBeLessThan(MAX_WINDOWS + 20);
    expect((written.at(-1)?.payload as { addresses: string[] }).addresses).toHaveLength(20);
  });

  it('keeps no more of a long header than a column holds', async () => {
    const { flood, happens, written } = setUp();
    await happens(3, () => signIn('x'.repeat(1_000_000)));
    await happens(3, () => signIn('x'.repeat(1_000_000)));
    await flood.flush();
    const { actor } = written.at(-1) as Written;
    expect(actor?.email).toHaveLength(300);
  });
});

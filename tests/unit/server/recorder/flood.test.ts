import type { Capture } from '../../../../server/src/event';
import {
  createFlood,
  MAX_FOLDS,
  MAX_PER_ADDRESS,
} from '../../../../server/src/recorder/flood';
import type { Folded } from '../../../../server/src/recorder/flood-count';
import { termsOf } from '../../../../server/src/journal/tag-rows';
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

const denial = (handler: string, facts: Partial<Capture> = {}): Capture => ({
  action: 'request.denied',
  outcome: 'denied',
  reason: 'Forbidden',
  resource: { type: handler.slice(0, handler.lastIndexOf('.')) },
  payload: { handler },
  tags: ['status:403', `handler:${handler}`],
  ...facts,
});

const deniedRead = (handler: string): Capture => denial(handler, { foldBy: 'account' });

interface Written extends Capture {
  ip: string | null;
}

/** A flood on a clock that the test turns. */
function setUp({ record }: { record?: (capture: Capture) => Promise<void> } = {}) {
  jest.useFakeTimers({ now: new Date('2025-01-31T09:00:00.000Z') });
  let current = circumstances('192.0.2.1');
  let due: { at: number; work: () => void } | null = null;
  const written: Written[] = [];
  const counted: Capture[] = [];
  const flood = createFlood({
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
    ...{ flood, written, counted, pass },
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

const foldedOf = (capture: Capture | undefined): Folded =>
  (capture?.payload as { folded: Folded }).folded;

const termsOfRow = ({ actor, payload }: Written): Set<string> =>
  new Set(
    termsOf({
      ...{ tags: [], resource: { name: null }, payload },
      actor: { name: null, email: actor?.email ?? null },
    })
  );

/** Finds the rows of an e-mail, as the journal would find them. */
function indexOf(written: readonly Written[]): (email: string) => Written[] {
  const rows = written.map((row) => ({ row, terms: termsOfRow(row) }));
  return (email) => rows.filter(({ terms }) => terms.has(`a:${email}`)).map(({ row }) => row);
}

/** How often a row says that an account failed. */
const countFor = ({ count = 1, payload }: Written, email: string): number => {
  const { folded } = (payload ?? {}) as { folded?: Folded };
  return folded?.accounts?.find((account) => account.email === email)?.count ?? count;
};

afterEach(() => jest.useRealTimers());

describe('a flood of equal failures', () => {
  it('is written at its first, and the others together a second later', async () => {
    const { happens, counts, pass } = setUp();
    await happens(20);
    expect(counts()).toEqual([1]);
    await pass(1_000);
    expect(counts()).toEqual([1, 19]);
  });

  it('is dated by its last occurrence, and names its first', async () => {
    const { happens, written, pass } = setUp();
    await happens(1);
    await pass(200);
    await happens(1);
    await pass(300);
    await happens(1);
    await pass(1_000);
    expect(written[1]).toMatchObject({ count: 2, tags: ['folded:true'] });
    expect(written[1]?.occurredAt).toEqual(new Date('2025-01-31T09:00:00.500Z'));
    expect(foldedOf(written[1])).toEqual({
      ...{ first: '2025-01-31T09:00:00.200Z', last: '2025-01-31T09:00:00.500Z', running: true },
    });
  });

  it('loses nothing of a single repetition: it is written as it happened', async () => {
    const { happens, written, pass } = setUp();
    await happens(2, () => signIn('anna@example.com'));
    await pass(1_000);
    const { occurredAt, ...second } = written[1] as Written;
    expect(second).toEqual({
      ...{ ...signIn('anna@example.com'), ip: '192.0.2.1', count: 1 },
      ...{ resource: {}, tags: [], payload: undefined },
    });
    expect(occurredAt).toEqual(new Date('2025-01-31T09:00:00.000Z'));
  });

  it('is written ever more rarely while it lasts: at most a row a minute in the end', async () => {
    const { happens, written, sum, pass, flood } = setUp();
    for (let second = 0; second < 3_600; second += 1) {
      await happens(3);
      await pass(1_000);
    }
    await flood.flush();
    expect(sum()).toBe(10_800);
    expect(written.length).toBeLessThan(100);
  });

  it('begins anew after a minute in which nothing happened', async () => {
    const { happens, counts, pass, isScheduled } = setUp();
    await happens(3);
    await pass(130_000);
    expect(isScheduled()).toBe(false);
    await happens(2);
    expect(counts()).toEqual([1, 2, 1]);
  });

  it('is written to its end when the process stops, and what still comes one by one', async () => {
    const { flood, happens, written, counts, isScheduled } = setUp();
    await happens(7);
    await flood.close();
    expect(foldedOf(written[1]).running).toBe(false);
    await happens(3);
    expect(counts()).toEqual([1, 6, 1, 1, 1]);
    expect(isScheduled()).toBe(false);
  });

  it('answers no failure before the first of its kind is written', async () => {
    let write = () => {};
    const { flood, written } = setUp({
      record: () => new Promise<void>((resolve) => (write = resolve)),
    });
    const answered: number[] = [];
    const all = [1, 2, 3].map(async (number) => {
      await flood.record(signIn());
      answered.push(number);
    });
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect([answered, written]).toEqual([[], []]);
    write();
    await Promise.all(all);
    expect(answered.sort()).toEqual([1, 2, 3]);
  });

  it('says of each that is only counted that it was noted', async () => {
    const { happens, counted } = setUp();
    await happens(4);
    expect(counted).toHaveLength(3);
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

  it('are written each where the e-mail differs, with the right count and time', async () => {
    const { happens, written, pass } = setUp();
    const emails = Array.from({ length: 9 }, (_, index) => `a${index + 1}@example.com`);
    for (const [index, email] of emails.entries()) {
      await happens(index + 1, () => signIn(email));
      await pass(100);
    }
    await pass(5_000);
    const foundBy = indexOf(written);
    for (const [index, email] of emails.entries()) {
      const rows = foundBy(email);
      expect(rows.reduce((sum, row) => sum + countFor(row, email), 0)).toBe(index + 1);
      const at = new Date(Date.parse('2025-01-31T09:00:00.000Z') + index * 100);
      for (const { occurredAt = at } of rows) expect(occurredAt).toEqual(at);
    }
  });

  it('are folded for strangers whatever route they try, and name every route', async () => {
    const { happens, written, counts, flood } = setUp();
    await happens(4, (index) => denial(`admin::thing-${index}.find`));
    await flood.flush();
    expect(counts()).toEqual([1, 3]);
    expect(foldedOf(written[1]).routes).toEqual(
      [1, 2, 3].map((index) => ({ handler: `admin::thing-${index}.find`, count: 1 }))
    );
    expect(written[1]?.tags).toEqual([
      ...['status:403', 'folded:true', 'handler:admin::thing-1.find'],
      ...['handler:admin::thing-2.find', 'handler:admin::thing-3.find'],
    ]);
    expect(written[1]?.resource).toEqual({});
  });

  it('are written each for a known account that tries to change different things', async () => {
    const { happens, counts, from } = setUp();
    from('192.0.2.1', { type: 'admin-user', id: '7' });
    await happens(3, (index) => denial(`admin::thing-${index}.update`));
    expect(counts()).toEqual([1, 1, 1]);
  });

  it('are folded for a known account whose page reads ten things that it may not', async () => {
    const { happens, written, counts, from, pass } = setUp();
    from('192.0.2.1', { type: 'admin-user', id: '7' });
    await happens(10, (index) => deniedRead(`admin::thing-${index}.find`));
    await pass(1_000);
    expect(counts()).toEqual([1, 9]);
    expect(foldedOf(written[1]).routes).toHaveLength(9);
  });

  it('are written each for two accounts behind one address', async () => {
    const { happens, counts, from } = setUp();
    for (const id of ['7', '8', '9']) {
      from('192.0.2.1', { type: 'admin-user', id });
      await happens(1, () => deniedRead('admin::user.find'));
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
  it('shares rows once one address has tried many accounts; each is found, with its count', async () => {
    const { flood, happens, written, sum } = setUp();
    await happens(10_000, (index) => signIn(`nobody-${index % 5_000}@example.com`));
    await flood.flush();
    expect(sum()).toBe(10_000);
    expect(written.length).toBeLessThan(MAX_PER_ADDRESS * 2 + 60);
    const foundBy = indexOf(written);
    for (let index = 0; index < 5_000; index += 1) {
      const email = `nobody-${index}@example.com`;
      const rows = foundBy(email);
      expect(rows.reduce((total, row) => total + countFor(row, email), 0)).toBe(2);
    }
  });

  it('shares rows once one address has given many reasons', async () => {
    const { flood, happens, written, sum } = setUp();
    await happens(10_000, (index) => signIn(null, `reason ${index}`));
    await flood.flush();
    expect(sum()).toBe(10_000);
    expect(written.length).toBeLessThan(MAX_PER_ADDRESS + 20);
    expect(foldedOf(written.at(-1)).reasons).toHaveLength(20);
  });

  it('shares rows over all addresses once there are many, and names each', async () => {
    const { flood, happens, written, sum, from } = setUp();
    for (let index = 0; index < MAX_FOLDS + 100; index += 1) {
      from(`2001:db8::${index.toString(16)}`);
      await happens(1);
    }
    await flood.flush();
    expect(sum()).toBe(MAX_FOLDS + 100);
    expect(written.length).toBeLessThan(MAX_FOLDS + 20);
    expect(foldedOf(written.at(-1)).accounts).toHaveLength(99);
    expect(foldedOf(written.at(-1)).accounts?.[0]).toEqual({
      ip: `2001:db8::${(MAX_FOLDS + 1).toString(16)}`,
      count: 1,
    });
  });

  it('writes a hundred rows a second or so, however many accounts fail again and again', async () => {
    const { happens, written, from, pass } = setUp();
    const accounts = 1_000;
    for (let second = 0; second < 30; second += 1) {
      for (let index = 0; index < accounts; index += 1) {
        from(`2001:db8::${index.toString(16)}`);
        await happens(1);
      }
      await pass(1_000);
    }
    expect(written.length - accounts).toBeLessThan(150 * 30);
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

import { MAX_FOLDS, MAX_PER_ADDRESS } from '../../../../../server/src/record/throttling/throttle';
import {
  type Written,
  countFor,
  denial,
  deniedRead,
  foldedOf,
  indexOf,
  setUp,
  signIn,
} from './fixtures';

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
      first: '2025-01-31T09:00:00.200Z',
      last: '2025-01-31T09:00:00.500Z',
      running: true,
    });
  });

  it('loses nothing of a single repetition: it is written as it happened', async () => {
    const { happens, written, pass } = setUp();
    await happens(2, () => signIn('anna@example.com'));
    await pass(1_000);
    const { occurredAt, ...second } = written[1] as Written;
    expect(second).toEqual({
      ...signIn('anna@example.com'),
      ip: '192.0.2.1',
      count: 1,
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

import { bootApp, type App } from '../helpers/boot-app';
import { CODE_WRITES, statementsOf, type CodeWrite } from '../helpers/statements-of';

/** What recording adds: the transaction (2), the rows before and after, the events and what finds them. */
const MOST_ADDED: Record<CodeWrite, number> = {
  update: 6,
  builderUpdate: 6,
  updateMany: 6,
  // The rows are gone: nothing is read after it. Their ids, the rows and their articles are before.
  deleteMany: 7,
  createMany: 5,
};
const MANY = 899;

describe('what recording a write of the query layer costs in statements', () => {
  let app: App;
  const recorded = new Map<string, number>();
  const bare = new Map<string, number>();

  const countAll = async (counts: Map<string, number>) => {
    for (const write of CODE_WRITES) {
      for (const rows of [1, MANY])
        counts.set(`${write} ${rows}`, await statementsOf(app, write, rows));
    }
  };
  const added = (write: CodeWrite, rows: number) =>
    (recorded.get(`${write} ${rows}`) ?? Infinity) - (bare.get(`${write} ${rows}`) ?? 0);

  beforeAll(async () => {
    app = await bootApp();
    await countAll(recorded);
    await app.restart({ plugin: false });
    await countAll(bare);
  });
  afterAll(() => app?.stop());

  it.each(CODE_WRITES)('is known for one row: %s', (write) => {
    expect(added(write, 1)).toBeLessThanOrEqual(MOST_ADDED[write]);
  });

  it.each(['updateMany', 'createMany', 'deleteMany'] as const)(
    'grows by no statement a row: %s',
    (write) => {
      // Inserts are split so that each fits the smallest server.
      expect(added(write, MANY) - added(write, 1)).toBeLessThanOrEqual(8);
    }
  );
});

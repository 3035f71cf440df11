import { defaultDatabase } from '../helpers/app/databases';
import { bootApp, type App } from '../helpers/boot-app';
import { statementsOfASave } from '../helpers/statements-of-a-save';

describe('what recording a save costs in statements', () => {
  let app: App;
  const SAVES = [['title'], ['title', 'author'], ['title', 'author', 'related', 'cover']];
  let recorded: number[];
  let bare: number[];

  beforeAll(async () => {
    app = await bootApp();
    recorded = await inTurn(app, SAVES);
    await app.restart({ plugin: false });
    bare = await inTurn(app, SAVES);
  });
  afterAll(() => app?.stop());

  /** A read before, one after, one insert. */
  const LEAST = 3;

  it('is a read on each side and one insert', () => {
    expect((recorded[0] ?? 0) - (bare[0] ?? 0)).toBe(LEAST);
  });

  it('is one read more on each side for every touched relation', () => {
    const extra = recorded.map((count, index) => count - (bare[index] ?? 0));
    // There the row is locked before anything is read: relations would be seen as they were before that.
    const lock = defaultDatabase() === 'mysql' ? 1 : 0;
    expect(extra).toEqual([LEAST, LEAST + 2 + lock, LEAST + 2 * 3 + lock]);
  });
});

async function inTurn(app: App, saves: string[][]): Promise<number[]> {
  const counts: number[] = [];
  for (const fields of saves) counts.push(await statementsOfASave(app, fields));
  return counts;
}

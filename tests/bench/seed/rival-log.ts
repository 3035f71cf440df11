import type { App } from '../../helpers/boot-app';
import { recordedRows } from '../applications/recorded-rows';
import type { Rival } from '../applications/rivals';
import { multiply, type Stretch } from './multiply';
import { analyze, withoutIndexes } from './statements';

/** Fills the table of another plugin with what it recorded itself, many times. */
export async function seedRival(
  app: App,
  rival: Rival,
  stretch: Omit<Stretch, 'firstKey'>
): Promise<void> {
  const { table, vary } = rival;
  const pool = (await recordedRows(app, rival)).map((row) => [row]);
  await withoutIndexes(app, { tables: [table], except: [] }, () =>
    multiply(app, { table, pool, vary, stretch: { firstKey: 1_000, ...stretch } })
  );
  await analyze(app, [table]);
}

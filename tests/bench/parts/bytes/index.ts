import { THIS } from '../../applications/configurations';
import { count, number } from '../../report/words';
import { seedJournal } from '../../seed/journal';
import { DAY_MS } from '../../seed/template';
import { TARGETS } from '../../targets';
import type { Part } from '../part';
import { updatesOfManyEntries } from './recorded-update';
import { sizesOf } from './sizes';

const EVENTS = { whole: 10_000, short: 1_000 };

/** What an update of one field takes on disk, by table and index. */
export const bytesPart: Part = async ({ options, database, say }) => {
  const events = options.short ? EVENTS.short : EVENTS.whole;
  say(`bytes: ${events} updates on ${database}`);
  const app = await THIS.boot({ database });
  try {
    const pool = await updatesOfManyEntries(app);
    const before = await sizesOf(app);
    const to = Date.now();
    const stretch = { firstKey: 1_000, count: events, from: to - 30 * DAY_MS, to };
    // With the indexes in place, which grow as they do in life: half empty where pages were split.
    await seedJournal(app, pool, stretch, { isHasty: false });
    const each = [...(await sizesOf(app))]
      .map(([name, bytes]) => ({ name, bytes: (bytes - (before.get(name) ?? 0)) / events }))
      .filter(({ bytes }) => bytes > 0)
      .sort((one, other) => other.bytes - one.bytes);
    const total = each.reduce((sum, { bytes }) => sum + bytes, 0);
    return {
      tables: [
        {
          title: `Bytes on ${database} per update of one field, of ${count(events)}`,
          head: ['Table or index', 'Bytes'],
          rows: [
            ...each.map(({ name, bytes }) => [name, number(bytes)]),
            ['together', number(total)],
          ],
        },
      ],
      judgements: [{ target: TARGETS.bytes, of: database, value: total }],
      notes: [],
      raw: { events, each, recorded: pool[0] },
    };
  } finally {
    await app.stop();
  }
};

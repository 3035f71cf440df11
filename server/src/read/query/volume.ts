import { COUNT_CAP, type StatusResponse } from '../../contracts';
import { EVENT_TABLE } from '../../plugin-id';
import { dialectOf, type Dialect, type QueryDatabase } from './database';

type Amount = StatusResponse['events'];
type Size = StatusResponse['size'];
type Number64 = number | string | null;

/** The common prefix of the plugin's tables. */
const TABLES = 'audit|_trail|_%';
const SAMPLE = 500;
/** What a row takes apart from its text and JSON: its index entries and search terms. */
const ROW_OVERHEAD_BYTES = 700;

const readSize = {
  async postgres(db) {
    const { rows } = await db.connection.raw<{ rows: { bytes: Number64 }[] }>(
      `SELECT sum(pg_total_relation_size(c.oid)) AS bytes FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND c.relname LIKE ? ESCAPE '|'
         AND n.nspname = coalesce(?, current_schema())`,
      [TABLES, db.getSchemaName() ?? null]
    );
    return { bytes: Number(rows[0]?.bytes ?? 0), isExact: true };
  },

  // The statistics lag behind, and InnoDB only samples them.
  async mysql({ connection }) {
    const [row] = await connection('information_schema.tables')
      .whereRaw('table_schema = DATABASE()')
      .whereRaw("table_name LIKE ? ESCAPE '|'", [TABLES])
      .select<{ bytes: Number64 }[]>(connection.raw('sum(data_length + index_length) as bytes'));
    return { bytes: Number(row?.bytes ?? 0), isExact: false };
  },

  // SQLite would have to read every page; the newest rows serve as the sample.
  async sqlite(db, { count }) {
    const newest = db
      .getConnection(EVENT_TABLE)
      .select('bytes')
      .orderBy('id', 'desc')
      .limit(SAMPLE);
    const [row]: { mean: Number64 }[] = await db.connection
      .from(newest.as('newest'))
      .avg({ mean: 'bytes' });
    const bytes = Math.round(count * (Number(row?.mean ?? 0) + ROW_OVERHEAD_BYTES));
    return { bytes: count === 0 ? 0 : bytes, isExact: count === 0 };
  },
} satisfies Record<Dialect, (db: QueryDatabase, amount: Amount) => Promise<Size>>;

/** How much the log holds, at a cost that does not depend on its length. */
export function createVolumeQueries({ db }: { db: QueryDatabase }) {
  const events = () => db.getConnection(EVENT_TABLE);

  /**
   * Exact up to `COUNT_CAP`; beyond that, estimated from the first and the last key, which the
   * purge keeps close.
   */
  async function count(): Promise<Amount> {
    const rows = events()
      .select(db.connection.raw('1 as one'))
      .limit(COUNT_CAP + 1);
    const [counted]: { total: Number64 }[] = await db.connection
      .from(rows.as('counted'))
      .count({ total: '*' });
    const total = Number(counted?.total ?? 0);
    if (total <= COUNT_CAP) return { count: total, isExact: true };
    const [keys]: { first: Number64; last: Number64 }[] = await events()
      .select(events().min('id').as('first'), events().max('id').as('last'))
      .limit(1);
    return { count: Number(keys?.last) - Number(keys?.first) + 1, isExact: false };
  }

  return {
    async readVolume(): Promise<Pick<StatusResponse, 'events' | 'size' | 'oldest'>> {
      const amount = await count();
      const first: { occurred_at: number | string } | undefined = await events()
        .orderBy([{ column: 'occurred_at' }, { column: 'id' }])
        .first('occurred_at');
      return {
        events: amount,
        size: await readSize[dialectOf(db)](db, amount),
        oldest: first ? new Date(Number(first.occurred_at)).toISOString() : null,
      };
    },
  };
}

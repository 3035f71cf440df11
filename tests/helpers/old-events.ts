import type { App } from './boot-app';

/** Puts so many events into the log that are older than any rule, a millisecond apart. */
export const addOldEvents = (app: App, count: number): Promise<void> =>
  app.run(async ({ db }, count) => {
    const old = Date.now() - 40 * 86_400_000;
    const rows = Array.from({ length: count }, (_, n) => ({
      ...{ document_id: `old-${n}`, occurred_at: old + n, action: 'entry.create' },
      outcome: 'success',
      origin: 'code',
      actor_type: 'system',
      count: 1,
      changed_fields: 0,
      bytes: 100,
      tags: '[]',
      changes: '[]',
    }));
    await db.connection.batchInsert('audit_trail_events', rows, 100);
  }, count);

/** Resolves to how many of them are left, as soon as it is no more than so many. */
export const untilLeft = (app: App, most: number): Promise<number> =>
  app.run(async ({ db }, most) => {
    for (;;) {
      const [row] = await db
        .connection('audit_trail_events')
        .where('document_id', 'like', 'old-%')
        .count({ n: '*' });
      if (Number(row?.n) <= most) return Number(row?.n);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, most);

export interface PurgeEvent {
  outcome: string;
  reason: string | null;
  payload: { removed: number; end: string };
}

/** What the log tells of its purges, oldest first. */
export const purgesIn = (app: App): Promise<PurgeEvent[]> =>
  app.run(async ({ db }) => {
    const rows: PurgeEvent[] = await db
      .connection('audit_trail_events')
      .where({ action: 'audit-log.purge' })
      .orderBy('id')
      .select('outcome', 'reason', 'payload');
    return rows.map((row) => ({
      ...row,
      payload: typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload,
    }));
  });

import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventDetails } from '../../server/src/contracts';
import { adminClient, ok, type Client } from '../helpers/actors';
import { readParts } from '../helpers/archive-files';
import { backdate } from '../helpers/backdate';
import { bootApp, type App } from '../helpers/boot-app';
import { exportOf, readJsonLines } from '../helpers/exports';

const DAY = 86_400_000;

let app: App;
let admin: Client;
let home: string;
let folder: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'audit-trail-archive-'));
  folder = join(home, 'archive');
  app = await bootApp({ auditTrail: { retention: { days: 30, archive: { folder } } } });
  admin = await adminClient(app);
});
afterAll(async () => {
  await app?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Events of a time long gone, as if the log had been there. */
const recordOld = async (count: number): Promise<void> => {
  await app.run(async (strapi, total) => {
    const recorder = strapi.plugin('audit-trail').service('recorder');
    for (let n = 0; n < total; n += 1) {
      await recorder.record({ action: 'old.row', payload: { note: `old ${n}` } });
    }
    await recorder.flush();
  }, count);
  const at = Date.now() - 31 * DAY;
  await backdate(
    app,
    'old.row',
    Array.from({ length: count }, (_, n) => at + n)
  );
};

const inTheLog = async (): Promise<EventDetails[]> =>
  readJsonLines(await exportOf(app, admin, 'jsonl', 'q=action:old.row&sort=occurredAt:asc'));

/** Runs the job of Strapi's cron, as the clock would. */
async function runPurge(): Promise<void> {
  const jobs = await app.run(async (strapi) => {
    const found = strapi.cron.jobs.filter(({ name }) => name === 'audit-trail:retention');
    for (const { job } of found) await job.invoke();
    return found.length;
  });
  expect(jobs).toBe(1);
}

/** The event of a purge that ran now. */
async function purge(): Promise<EventDetails> {
  await runPurge();
  const { body } = await ok(admin.get('/audit-trail/events?q=action:audit-log.purge&pageSize=1'));
  return (await ok(admin.get(`/audit-trail/events/${body.results[0].id}`))).body;
}

describe('a purge with an archive', () => {
  it('removes nothing that the archive does not keep', async () => {
    await recordOld(120);
    renameSync(folder, `${folder}-away`);
    writeFileSync(folder, 'a file');
    await runPurge();
    expect(app.log()).toMatch(/retention: .*archive/i);
    expect(await inTheLog()).toHaveLength(120);
    rmSync(folder);
    renameSync(`${folder}-away`, folder);
  });

  it('keeps every event as it was, then removes it, and names the parts', async () => {
    const before = await inTheLog();
    const event = await purge();
    expect(await inTheLog()).toEqual([]);
    const parts = readParts(folder);
    const kept = parts.flatMap(({ events }) => events);
    expect(kept.filter(({ action }) => action === 'old.row')).toEqual(before);
    for (const { manifest } of parts) expect(JSON.stringify(event)).toContain(manifest.name);
  });
});

import type { DatabaseClient } from '../helpers/app/databases';
import { adminClient, createApiToken } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter, type RecordedEvent } from '../helpers/events';
import { replay, tablesOf } from './replay';
import { startWorkload } from './workload';

const KILLS = 30;
const MOST_ANSWERS = 60;
/** Thirty boots; a busy machine is slow, not wrong. */
export const LIMIT_MS = 30 * 60_000;

interface Kill {
  inFlight: number;
  committed: number;
}

/** Kills the server in the middle of its work and starts it again. */
async function killOnce(app: App, apiToken: string, from: number): Promise<Kill> {
  const { token: adminToken } = await adminClient(app);
  const work = startWorkload({ url: app.url, apiToken, adminToken });
  const tooEarly = app.ended.then(() => {
    throw new Error(`The server ended by itself:\n${app.log().slice(-4_000)}`);
  });
  await Promise.race([
    work.answers(1 + Math.floor(Math.random() * MOST_ANSWERS)),
    // A refused request ends its writer, and the test with it.
    work.ended.then(() => tooEarly),
    tooEarly,
  ]);
  tooEarly.catch(() => undefined);
  // Anywhere between two answers: inside a statement, between two of them, inside a commit.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  const inFlight = work.inFlight();
  await Promise.all([app.kill(), work.ended]);
  await app.restart();
  return { inFlight, committed: (await eventsAfter(app, from)).length };
}

/** How many changes of entries the log that is written after the commit does not have. */
async function lostByControl(app: App, events: readonly RecordedEvent[]): Promise<number> {
  const logged = await app.run((strapi) => strapi.db.connection('after_commit_log').select('*'));
  const left = new Map<string, number>();
  for (const { action, document_id: id } of logged as { action: string; document_id: string }[]) {
    left.set(`${action} ${id}`, (left.get(`${action} ${id}`) ?? 0) + 1);
  }
  return events.filter(({ action, documentId }) => {
    if (!action.startsWith('entry.')) return false;
    const key = `${action} ${documentId}`;
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  }).length;
}

/**
 * Kills the server thirty times under concurrent writes, prints what was lost and insists that only
 * the control lost something.
 */
export async function killOften(database: DatabaseClient): Promise<void> {
  const app = await bootApp({ database, env: { AFTER_COMMIT_LOG: 'on' } });
  try {
    const admin = await adminClient(app);
    const { client } = await createApiToken(app, admin);
    const start = await endOfJournal(app);
    const state = await tablesOf(app);

    const kills: Kill[] = [];
    for (let from = start; kills.length < KILLS; from = await endOfJournal(app)) {
      kills.push(await killOnce(app, client.token, from));
    }
    const events = await eventsAfter(app, start);
    const problems = replay(state, events);
    const lost = await lostByControl(app, events);
    const report = kills.map(
      ({ committed, inFlight }, index) =>
        `kill ${index + 1}: ${committed} committed changes, ${inFlight} requests in flight`
    );
    console.log(
      [
        `${database}: ${events.length} events, ${problems.length} problems`,
        `the control, which writes after the commit, lost ${lost} of them`,
        ...report,
      ].join('\n')
    );
    expect(problems).toEqual([]);
    expect([...state].sort()).toEqual([...(await tablesOf(app))].sort());
    expect(kills.filter(({ inFlight }) => inFlight > 0).length).toBeGreaterThanOrEqual(25);
    expect(lost).toBeGreaterThan(0);
  } finally {
    await app.stop();
  }
}

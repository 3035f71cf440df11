import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onServer, type DatabaseClient } from '../../helpers/app/databases';
import type { App, BootOptions } from '../../helpers/boot-app';
import { BENCH_CACHE, TEMPLATE_DATABASE } from '../../helpers/paths';
import { hashOf, runStep } from '../../helpers/prepare/step';
import { THIS } from '../applications/configurations';
import { seedJournal } from './journal';
import { makePool } from './pool';
import { insertHours, skipCounting } from './rollup';

export const DAY_MS = 86_400_000;
/** How old the oldest event is. */
export const SEEDED_DAYS = 90;
const FIRST_KEY = 1_000;
const FOLDER = join(BENCH_CACHE, 'seeded');

/** Nothing is purged while it is looked at, unless a part says so. */
const KEPT = { retention: { days: 0 } };

/** A database full of events, kept for the next run. */
interface Template {
  /** As `databaseTemplate` of `bootApp` has it. */
  name: string;
  isThere(): Promise<boolean>;
  /** Starts the application on what is to become the template. */
  open(): Promise<App>;
  close(app: App): Promise<void>;
}

const KINDS: Record<'sqlite' | 'postgres', (events: number) => Template> = {
  sqlite(events) {
    const name = join(FOLDER, `${events}.db`);
    return {
      name,
      isThere: () => Promise.resolve(existsSync(name)),
      open() {
        mkdirSync(FOLDER, { recursive: true });
        // A run that was killed leaves a journal, which would be rolled back into the new file.
        for (const suffix of ['', '-journal', '-wal', '-shm'])
          rmSync(name + suffix, { force: true });
        copyFileSync(TEMPLATE_DATABASE, name);
        return THIS.boot({ database: 'sqlite', databaseFile: name, auditTrail: KEPT });
      },
      close: (app) => app.stop(),
    };
  },

  postgres(events) {
    const name = `audit_bench_${events}`;
    return {
      name,
      isThere: () =>
        onServer('postgres', `COMMENT ON DATABASE ${name} IS 'Seeded by npm run bench'`).then(
          () => true,
          () => false
        ),
      async open() {
        await onServer('postgres', `DROP DATABASE IF EXISTS ${name}`);
        return THIS.boot({ database: 'postgres', keepDatabase: true, auditTrail: KEPT });
      },
      async close(app) {
        await app.stop();
        const made = new URL(app.env.DATABASE_URL ?? '').pathname.slice(1);
        await onServer('postgres', `ALTER DATABASE ${made} RENAME TO ${name}`);
      },
    };
  },
};

async function fill(app: App, events: number): Promise<void> {
  const to = Date.now() - 60_000;
  const from = to - SEEDED_DAYS * DAY_MS;
  const stretch = { firstKey: FIRST_KEY, count: events, from, to };
  await skipCounting(app, stretch);
  await seedJournal(app, makePool(), stretch);
  await insertHours(app, stretch);
}

async function prepare(template: Template, client: string, events: number): Promise<void> {
  const isThere = await template.isThere();
  // The seeds age: "the last seven days" must hold as many events tomorrow.
  const today = new Date().toISOString().slice(0, 10);
  const inputs = ['server/src/journal', 'server/src/content-types', 'tests/bench/seed'];
  await runStep(
    {
      name: `bench ${client} ${events} events`,
      key: () => hashOf(inputs, today),
      isThere: () => isThere,
      async run() {
        const app = await template.open();
        await fill(app, events).finally(() => template.close(app));
      },
    },
    (line) => console.log(`[bench] ${line}`)
  );
}

/** This plugin's application on so many events, which stand ready after the first time. */
export async function bootSeeded(
  client: DatabaseClient,
  events: number,
  auditTrail: BootOptions['auditTrail'] = KEPT
): Promise<App> {
  if (client !== 'mysql') {
    const template = KINDS[client](events);
    await prepare(template, client, events);
    return THIS.boot({ database: client, databaseTemplate: template.name, auditTrail });
  }
  const app = await THIS.boot({ database: client, auditTrail });
  await fill(app, events);
  return app;
}

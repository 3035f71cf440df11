import { rmSync } from 'node:fs';
import type { Knex } from 'knex';
import { ok, type Client } from '../../helpers/actors';
import { readParts } from '../../helpers/archive-files';
import type { App } from '../../helpers/boot-app';
import { exportOf } from '../../helpers/exports';
import { listPluginTables } from '../../helpers/plugin-tables';
import { rawPlacesOf } from '../secrets/scan';
import { CANARY_PATTERN, type Canary } from './mint';

/** A place where values are kept, and its text, part by part. */
export type Place = [name: string, parts: AsyncIterable<string>];

/** Everything that the plugin keeps, except the raw file, which ends the application. */
export async function* placesOf(
  app: App,
  { knex, admin, archive }: { knex: Knex; admin: Client; archive: string }
): AsyncGenerator<Place> {
  for (const table of await listPluginTables(app)) yield [`table ${table}`, rowsOf(knex, table)];
  yield ["settings of Strapi's store", storedOptions(knex)];
  for (const format of ['csv', 'jsonl'] as const) {
    yield [`export as ${format}`, once(() => exportOf(app, admin, format))];
  }
  yield ['parts of the archive', archived(app, archive)];
  yield ['answers of the API', answers(admin)];
  yield ["the plugin's lines in the log", once(async () => linesOf(app.log()))];
}

/** As above, of the database file with its write-ahead log; the application runs no more. */
export async function* filesOf(app: App): AsyncGenerator<Place> {
  for (const [name, text] of Object.entries(await rawPlacesOf(app))) {
    yield [name.replace('data.db', 'database'), once(async () => text)];
  }
}

async function* once(read: () => Promise<string>): AsyncGenerator<string> {
  yield await read();
}

const PAGE = 2_000;

/** Every row as it stands, in a few queries. */
async function* rowsOf(knex: Knex, table: string): AsyncGenerator<string> {
  for (let offset = 0; ; offset += PAGE) {
    const rows = (await knex(table).select('*').orderBy(1).offset(offset).limit(PAGE)) as object[];
    yield JSON.stringify(rows);
    if (rows.length < PAGE) return;
  }
}

async function* storedOptions(knex: Knex): AsyncGenerator<string> {
  const rows = (await knex('strapi_core_store_settings').select('*')) as { key: string }[];
  yield JSON.stringify(rows.filter(({ key }) => key.includes('audit')));
}

async function* archived(app: App, folder: string): AsyncGenerator<string> {
  await app.run(async (strapi) => {
    const { query, archive } = strapi.plugin('audit-trail').services as unknown as {
      query: { walkEvents(asked: object): Promise<{ batches: AsyncIterable<[]> }> };
      archive: { store(events: AsyncIterable<[]>): Promise<unknown> };
    };
    const asked = { format: 'jsonl', sort: 'occurredAt:asc' };
    await archive.store((await query.walkEvents(asked)).batches);
  });
  for (const { plain, manifest } of readParts(folder)) {
    yield plain.toString();
    yield JSON.stringify(manifest);
  }
  rmSync(folder, { recursive: true, force: true });
}

async function* answers(admin: Client): AsyncGenerator<string> {
  const paths = [
    'events?pageSize=100',
    'actors',
    'actions',
    'health',
    'status',
    'views',
    'values?key=field',
  ];
  for (const path of paths) yield (await admin.get(`/audit-trail/${path}`)).text;
  const { body } = await ok(admin.get('/audit-trail/events?pageSize=100'));
  for (const { id } of (body.results as { id: string }[]).slice(0, 30)) {
    yield (await ok(admin.get(`/audit-trail/events/${id}`))).text;
  }
}

/** A line of the log begins with its time; what follows without one belongs to it. */
function linesOf(log: string): string {
  const lines = log.split(/\n(?=\[\d{4}-\d\d-\d\d )/);
  return lines.filter((line) => line.includes('audit-trail]')).join('\n');
}

export interface Found {
  canary: Canary;
  place: string;
  /** What stands around it. */
  around: string;
}

/** Every canary in every place, the first time that it stands there. */
export async function search(
  canaries: ReadonlyMap<string, Canary>,
  places: AsyncIterable<Place>
): Promise<{ found: Found[]; searched: string[] }> {
  const found: Found[] = [];
  const searched: string[] = [];
  for await (const [place, parts] of places) {
    searched.push(place);
    const seen = new Set<string>();
    for await (const text of parts) {
      for (const { 0: hit, index } of text.matchAll(CANARY_PATTERN)) {
        const canary = canaries.get(hit.toLowerCase());
        if (!canary || seen.has(canary.value)) continue;
        seen.add(canary.value);
        const around = text.slice(Math.max(0, index - 160), index + hit.length + 40);
        found.push({ canary, place, around: around.replace(/\s+/g, ' ') });
      }
    }
  }
  return { found, searched };
}

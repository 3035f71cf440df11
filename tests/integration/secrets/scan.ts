import { existsSync, readFileSync } from 'node:fs';
import { EXPORT_FORMATS } from '../../../server/src/contracts';
import { adminClient, ok } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import { exportOf } from '../../helpers/exports';
import { dumpPluginTables } from '../../helpers/plugin-tables';
import type { Made } from './chosen';

/** A place where secrets may turn up, and all of its text. */
export type Places = Record<string, string>;

/** Everything an auditor reads: each table of the plugin, the answers of its API, its exports, the log. */
export async function placesOf(app: App): Promise<Places> {
  const tables = await dumpPluginTables(app);
  return {
    ...Object.fromEntries(
      Object.entries(tables).map(([name, rows]) => [`table ${name}`, JSON.stringify(rows)])
    ),
    'answers of the API': await answersOf(app),
    ...(await exportsOf(app)),
    'application log': app
      .log()
      .split('\n')
      .filter((line) => !ACCESS.test(line))
      .join('\n'),
  };
}

/** Strapi's access log writes addresses as they come, with or without the plugin. */
const ACCESS = /http\S*: (?:GET|POST|PUT|DELETE) \//;

async function answersOf(app: App): Promise<string> {
  const admin = await adminClient(app);
  const answers = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { body } = await ok(admin.get(`/audit-trail/events?pageSize=100&page=${page}`));
    pages = body.pagination.pageCount;
    answers.push(JSON.stringify(body));
    for (const { id } of body.results as { id: string }[]) {
      answers.push((await ok(admin.get(`/audit-trail/events/${id}`))).text);
    }
  }
  for (const list of ['actors', 'actions', 'health']) {
    answers.push((await ok(admin.get(`/audit-trail/${list}`))).text);
  }
  return answers.join('\n');
}

/** The whole log as a file, in each format. */
export async function exportsOf(app: App): Promise<Places> {
  const admin = await adminClient(app);
  const places: Places = {};
  for (const format of EXPORT_FORMATS) {
    places[`export as ${format}`] = await exportOf(app, admin, format);
  }
  return places;
}

/**
 * The plugin's tables as they lie in the database file, its write-ahead log and rollback journal.
 * What belongs to Strapi's own tables would be found too: they are emptied and the file rebuilt, so
 * nothing can be asked of the application afterwards.
 */
export async function rawPlacesOf(app: App): Promise<Places> {
  await app.run(async (strapi) => {
    const tables = (await strapi.db.connection.raw(
      "select name from sqlite_master where type = 'table' and name not like 'audit_trail%' and name not like 'sqlite%'"
    )) as { name: string }[];
    await strapi.db.connection.raw('pragma foreign_keys = off');
    for (const { name } of tables) await strapi.db.connection.raw(`delete from "${name}"`);
    await strapi.db.connection.raw('vacuum');
  });
  await app.kill();
  const files = ['', '-wal', '-journal'].map((suffix) => `${app.databaseFile}${suffix}`);
  return Object.fromEntries(
    files
      .filter(existsSync)
      .map((path) => [`file ${path.split('/').pop()}`, readFileSync(path, 'latin1')])
  );
}

/** One line for each secret in each place where it stands; nothing is said of the secret itself. */
export function leaks(secrets: Made, places: Places): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(places)
      .filter(([, text]) => holds(text, secret))
      .map(([place, text]) => `${name.padEnd(60)} | ${place} | …${around(text, secret)}…`)
  );
}

/** The names of the secrets that stand in none of the places. */
export const unfound = (secrets: Made, places: Places): string[] =>
  Object.entries(secrets)
    .filter(([, secret]) => !Object.values(places).some((text) => holds(text, secret)))
    .map(([name]) => name);

/** As it was sent, or inside JSON, or inside JSON in JSON; and each of them in a cell of a table. */
const spellings = (secret: string): string[] => {
  const once = JSON.stringify(secret).slice(1, -1);
  const all = [secret, once, JSON.stringify(once).slice(1, -1), encodeURIComponent(secret)];
  return [...all, ...all.map((spelling) => spelling.replaceAll('"', '""'))];
};

const holds = (text: string, secret: string): boolean =>
  spellings(secret).some((spelling) => text.includes(spelling));

function around(text: string, secret: string): string {
  const found = spellings(secret).find((spelling) => text.includes(spelling)) ?? '';
  const start = text.indexOf(found);
  return text.slice(Math.max(0, start - 60), start + found.length + 20).replace(/\s+/g, ' ');
}

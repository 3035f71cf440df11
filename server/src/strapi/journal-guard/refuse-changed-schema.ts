import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Core } from '@strapi/types';
import { EVENT_UID, PLUGIN_ID } from '../../plugin-id';
import { relationFaults, schemaFaults, type Model, type OwnSchema } from './own-schema';

const EXTENSION = ['content-types', 'event', 'schema.json'];
const STOPPED =
  'Strapi would have changed the tables of the audit log and deleted what they hold, ' +
  'so the start was stopped before any table was touched.';

/** Where the change may come from, as far as a file shows it. */
function originOf(strapi: Core.Strapi): string {
  const { app, dist } = strapi.dirs;
  const file = [app.extensions, dist.extensions]
    .map((folder) => join(folder, PLUGIN_ID, ...EXTENSION))
    .find(existsSync);
  return file === undefined
    ? `Look for code in src/extensions/${PLUGIN_ID}/strapi-server, in src/index or in a plugin's ` +
        `register() that changes ${EVENT_UID}, and remove it.`
    : `Remove ${relative(app.root, file)}.`;
}

/** @throws an error that names the difference and what to do */
function checkSchemas(strapi: Core.Strapi, own: OwnSchema, models: readonly Model[]): void {
  const { [EVENT_UID]: found, ...others } = strapi.contentTypes as unknown as Record<string, Model>;
  const changed = schemaFaults(own, found);
  const related = new Set(
    [...Object.values(others), ...(Object.values(strapi.components) as Model[]), ...models].flatMap(
      relationFaults
    )
  );
  if (changed.length + related.size === 0) return;
  const problems = [
    ...(changed.length > 0 ? [`${EVENT_UID} ${changed.join(', ')}. ${originOf(strapi)}`] : []),
    ...related,
  ];
  throw new Error(`[audit-trail] ${problems.join(' ')} ${STOPPED}`);
}

/** What Strapi's database layer builds the journal's table from, as text. */
function modelOf({ metadata }: Core.Strapi['db']): string {
  const { attributes, indexes, foreignKeys, tableName } = metadata.get(EVENT_UID);
  return JSON.stringify([tableName, attributes, indexes, foreignKeys]);
}

/**
 * Refuses to start if an extension, the application or another plugin changed one of our schemas or
 * reaches for it. Strapi's schema sync would otherwise drop the columns that the changed schema
 * lacks. Checked when Strapi passes its models to the database, after every `register()`, and again
 * at the sync, since hooks run between the two.
 */
export function refuseChangedSchema(strapi: Core.Strapi, own: OwnSchema): void {
  const { db } = strapi;
  const { init } = db;
  const { sync } = db.schema;
  let expected: string | null = null;

  db.init = async function checkThenInit(options) {
    checkSchemas(strapi, own, options.models as unknown as Model[]);
    const made = await init.call(this, options);
    expected = modelOf(db);
    return made;
  };
  db.schema.sync = async function checkThenSync() {
    if (expected !== null && modelOf(db) !== expected) {
      throw new Error(
        `[audit-trail] A hook of strapi::content-types.beforeSync changes ${EVENT_UID}. Remove it. ${STOPPED}`
      );
    }
    return sync.call(this);
  };
}

import type { Capture, DeployedRows, RawChange, Row, SchemaDeployment, SchemaPort } from '../event';
import { defineSource } from './define-source';
import { text } from './row-facts';

const KINDS = { 'content-type': 'contentType', component: 'component' } as const;
type Kind = keyof typeof KINDS;

export default defineSource({
  name: 'content-type',
  actions: {
    'content-type.create': {
      label: 'Content type created',
      description: 'A content type was added in the Content-Type Builder.',
    },
    'content-type.update': {
      label: 'Content type updated',
      description: 'Fields or settings of a content type.',
    },
    'content-type.delete': {
      label: 'Content type deleted',
      description: 'A content type was removed.',
    },
    'content-type.deploy': {
      label: 'Content type deployed',
      description: 'A content type came, went or changed with the code of the application.',
    },
    'component.create': {
      label: 'Component created',
      description: 'A component was added in the Content-Type Builder.',
    },
    'component.update': {
      label: 'Component updated',
      description: 'Fields or settings of a component.',
    },
    'component.delete': { label: 'Component deleted', description: 'A component was removed.' },
  },
  start({ hub, schemas }) {
    // Schemas are files: only the hub reports them, right after they were written.
    for (const kind of Object.keys(KINDS) as Kind[]) {
      const events = ['create', 'update', 'delete'].map((verb) => `${kind}.${verb}`);
      hub.on(events, (event, payload) => describe(event, kind, payload, schemas));
    }
    schemas.onBoot(describeDeployment);
  },
});

function describe(
  event: string,
  kind: Kind,
  payload: unknown,
  schemas: SchemaPort
): Capture | null {
  const handler = (payload as Record<string, unknown> | null)?.[KINDS[kind]] as
    { uid?: unknown; schema?: Row } | undefined;
  const uid = text(handler?.uid);
  if (!uid) return null;
  const before = event.endsWith('.create') ? null : schemas.current(uid);
  const after = event.endsWith('.delete') ? null : (handler?.schema ?? null);
  return {
    action: event,
    resource: { type: kind, id: uid, name: displayName(after ?? before) ?? uid },
    changes: compareSchemas(before, after),
  };
}

function describeDeployment({ uid, before, after, rows }: SchemaDeployment): Capture[] {
  const changes = compareSchemas(before, after);
  if (changes.length === 0 && !rows) return [];
  const name = displayName(after ?? before) ?? uid;
  const deployed: Capture = {
    action: 'content-type.deploy',
    resource: { type: 'content-type', id: uid, name },
    changes,
    tags: [`deployed:${before ? (after ? 'update' : 'delete') : 'create'}`],
    ...(rows && { payload: { rows: countsOf(rows) } }),
  };
  return [deployed, ...(rows ? describeRows(uid, rows) : [])];
}

const KINDS_OF_ROWS = ['removed', 'made', 'changed'] as const;

const countsOf = (rows: DeployedRows): object =>
  Object.fromEntries(KINDS_OF_ROWS.map((kind) => [kind, rows[kind].count]));

/** How many rows with their names fit in one event. */
const ROWS_AN_EVENT = 100;

/** The rows themselves are in events of their type, where a search finds them. */
function describeRows(uid: string, rows: DeployedRows): Capture[] {
  return KINDS_OF_ROWS.flatMap((kind) => {
    const { count, rows: listed } = rows[kind];
    const action = kind === 'removed' ? 'entry.bulk-delete' : 'entry.bulk-update';
    const portions = Math.max(Math.ceil(listed.length / ROWS_AN_EVENT), count > 0 ? 1 : 0);
    return Array.from({ length: portions }, (_, portion) => ({
      action,
      resource: { type: uid },
      payload: {
        count,
        by: 'deployment',
        rows: kind,
        entries: listed.slice(portion * ROWS_AN_EVENT, (portion + 1) * ROWS_AN_EVENT),
        ...(portions > 1 && { part: portion + 1, parts: portions }),
      },
      tags: [`deployed:rows-${kind}`],
    }));
  });
}

const displayName = (schema: Row | null): string | null =>
  text((schema?.info as Row | undefined)?.displayName);

/** One change per field and per setting that differs; bookkeeping that Strapi adds is left out. */
function compareSchemas(before: Row | null, after: Row | null): RawChange[] {
  const attributes = fieldsOf(before?.attributes, after?.attributes, 'attributes');
  const settings = ['info', 'options', 'pluginOptions', 'kind'].flatMap((key) =>
    same(before?.[key], after?.[key]) ? [] : [change(key, key, before?.[key], after?.[key])]
  );
  return [...settings, ...attributes];
}

/** Strapi adds these to every loaded schema; they are in no file. */
const ADDED_BY_STRAPI = new Set([
  'id', 'documentId', 'createdAt', 'updatedAt', 'publishedAt', 'createdBy', 'updatedBy', 'locale', 'localizations',
]); // prettier-ignore

function fieldsOf(before: unknown, after: unknown, path: string): RawChange[] {
  const old = (before ?? {}) as Row;
  const now = (after ?? {}) as Row;
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => !ADDED_BY_STRAPI.has(field) && !same(old[field], now[field]))
    .map((field) => change(`${path}.${field}`, field, old[field], now[field]));
}

const change = (path: string, label: string, before: unknown, after: unknown): RawChange => ({
  path,
  label,
  kind: 'value',
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

/** Schemas are JSON: a missing key and an empty object mean the same. */
const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

function canonical(value: unknown): string {
  return JSON.stringify(value ?? {}, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  );
}

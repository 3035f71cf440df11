import type { Core } from '@strapi/types';
import type { AttributeShape, Component, Link, RowImage, Schemas, Values } from '../shapes';
import { inFixedOrder } from './link-order';
import { CORE_STORE, GRANTS, SETTINGS, TABLES, TRANSFER_TOKEN, WEBHOOK } from './tables';

type Row = Record<string, unknown> & { id: number | string };

/** Facts about a row that its key or its events' time tell. */
const BOOKKEEPING = new Set([
  ...['createdAt', 'updatedAt', 'publishedAt', 'firstPublishedAt', 'createdBy', 'updatedBy'],
  ...['locale', 'localizations', 'documentId', 'id'],
]);

const attributesOf = (strapi: Core.Strapi, uid: string): Record<string, AttributeShape> => {
  const model = strapi.getModel(uid as never) as unknown as {
    attributes?: Record<string, AttributeShape>;
  };
  return model?.attributes ?? {};
};

/** The attributes that are compared, by type; a secret one is in none. */
export function schemas(strapi: Core.Strapi): Schemas {
  const found: Schemas = {};
  const add = (uid: string, wanted: readonly string[] | 'schema') => {
    const all = Object.entries(attributesOf(strapi, uid)).filter(
      ([name]) => !BOOKKEEPING.has(name)
    );
    const shown = all.filter(([name, attribute]) =>
      wanted === 'schema'
        ? attribute.type !== 'password' && !attribute.private
        : wanted.includes(name)
    );
    found[uid] = Object.fromEntries(
      shown.map(([name, shape]) => {
        const { type, component, components, repeatable, target, relation, multiple } = shape;
        const { mappedBy, inversedBy } = shape;
        return [
          name,
          {
            type,
            component,
            components,
            repeatable,
            target,
            relation,
            multiple,
            mappedBy,
            inversedBy,
          },
        ];
      })
    );
  };
  for (const [uid, wanted] of Object.entries(TABLES)) add(uid, wanted);
  for (const uid of Object.keys(strapi.components)) add(uid, 'schema');
  found[CORE_STORE] = {};
  found[TRANSFER_TOKEN]![GRANTS] = { type: 'json' };
  // No content type: its columns are those of the table.
  found[WEBHOOK] = Object.fromEntries(
    (TABLES[WEBHOOK] as string[]).map((name) => [name, { type: 'json' }])
  );
  return found;
}

const populateOf = (all: Schemas, uid: string): Record<string, unknown> => {
  const populate: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(all[uid] ?? {})) {
    if (shape.type === 'relation' && shape.target) populate[name] = { select: linkColumns(shape) };
    if (shape.type === 'media') populate[name] = { select: ['id', 'documentId'] };
    if (shape.type === 'component') {
      populate[name] = { populate: populateOf(all, shape.component!) };
    }
    if (shape.type === 'dynamiczone') {
      const on = shape.components!.map((one) => [one, { populate: populateOf(all, one) }]);
      populate[name] = { on: Object.fromEntries(on) };
    }
  }
  return populate;
};

const LOCALIZED = new Set(['api::article.article']);
const linkColumns = ({ target = '' }: AttributeShape) => [
  ...['id', 'documentId'],
  ...(LOCALIZED.has(target) ? ['locale'] : []),
  ...(target === 'admin::role' ? ['code'] : []),
];

/** Every row of every watched table, as it is. */
export async function readRows(strapi: Core.Strapi): Promise<RowImage[]> {
  const all = schemas(strapi);
  const rows: RowImage[] = [];
  for (const uid of Object.keys(TABLES)) {
    const populate = populateOf(all, uid);
    if (uid === TRANSFER_TOKEN) populate.permissions = true;
    const query = { populate, orderBy: 'id' };
    const found = (await inFixedOrder(() => strapi.db.query(uid).findMany(query))) as Row[];
    await readLargeNumbers(strapi, uid, found);
    const model = strapi.getModel(uid as never) as { options?: { draftAndPublish?: boolean } };
    for (const row of found) {
      if (isUpkeep(uid, row)) continue;
      if (uid === WEBHOOK) row.url = originOf(String(row.url));
      if (uid === TRANSFER_TOKEN) row[GRANTS] = actionsOf(row.permissions as Row[]);
      rows.push({
        uid,
        id: String(row.id),
        documentId: (row.documentId as string) ?? null,
        locale: (row.locale as string) ?? null,
        status: model?.options?.draftAndPublish ? (row.publishedAt ? 'published' : 'draft') : null,
        values: valuesOf(all, uid, row),
      });
    }
  }
  return [...rows, ...(await readSettings(strapi))];
}

/** SQLite's driver rounds what JavaScript has no number for. */
async function readLargeNumbers(strapi: Core.Strapi, uid: string, rows: Row[]): Promise<void> {
  const { connection, metadata } = strapi.db;
  const names = Object.entries(attributesOf(strapi, uid)).flatMap(([name, { type }]) =>
    type === 'biginteger' ? [name] : []
  );
  if (strapi.db.dialect.client !== 'sqlite' || names.length === 0) return;
  const { tableName, attributes } = metadata.get(uid);
  const texts = names.map((name) => {
    const { columnName } = attributes[name] as { columnName?: string };
    return connection.raw('cast(?? as text) as ??', [columnName ?? name, name]);
  });
  const exact = (await connection(tableName).select('id', ...texts)) as Row[];
  const byId = new Map(exact.map((row) => [row.id, row]));
  for (const row of rows) Object.assign(row, byId.get(row.id));
}

/** The path of a webhook's address is a secret. */
const originOf = (url: string): string => `${new URL(url).origin}/…`;

const actionsOf = (permissions: readonly Row[]): string[] =>
  permissions.map(({ action }) => String(action)).sort();

/** Strapi gives the Super Admin every permission anew at each change of the locales. */
const isUpkeep = (uid: string, { role }: Row): boolean =>
  uid === 'admin::permission' && (role as Row | null)?.code === 'strapi-super-admin';

async function readSettings(strapi: Core.Strapi): Promise<RowImage[]> {
  const rows = await strapi.db.query(CORE_STORE).findMany({ where: { key: { $in: SETTINGS } } });
  return (rows as { key: string; value: string }[]).map(({ key, value }) => ({
    uid: CORE_STORE,
    id: key,
    documentId: null,
    locale: null,
    status: null,
    values: JSON.parse(value) as Values,
  }));
}

function valuesOf(all: Schemas, uid: string, row: Record<string, unknown>): Values {
  return Object.fromEntries(
    Object.entries(all[uid] ?? {}).map(([name, shape]) => [
      name,
      valueOf(all, shape, row[name] ?? null),
    ])
  );
}

function valueOf(all: Schemas, shape: AttributeShape, value: unknown): unknown {
  const list = (Array.isArray(value) ? value : value === null ? [] : [value]) as Row[];
  const component = (row: Row): Component => {
    const uid = shape.component ?? String(row.__component);
    return { uid, values: valuesOf(all, uid, row) };
  };
  switch (shape.type) {
    case 'relation':
    case 'media':
      return list.map(({ id, documentId, locale }): Link => ({
        id: String(id),
        documentId: (documentId as string) ?? null,
        locale: (locale as string) ?? null,
      }));
    case 'dynamiczone':
      return list.map(component);
    case 'component':
      return shape.repeatable ? list.map(component) : list[0] ? component(list[0]) : null;
    default:
      return value;
  }
}

import { dequal } from 'dequal';
import type { Change } from '../../../server/src/contracts';
import type { RowImage, Step, StepEvent } from './perform';

type Rows = Map<string, RowImage>;

/** Not structuredClone: inside Jest its objects have other constructors than parsed JSON. */
const copyOf = (row: RowImage): RowImage => JSON.parse(JSON.stringify(row)) as RowImage;

const empty = (key: string): RowImage => ({
  key,
  values: {},
  author: null,
  related: [],
  links: {},
});

/**
 * Applies the events of a step to the rows before it.
 * @returns what does not come out as the rows after it, in sentences
 */
export function replayStep(before: readonly RowImage[], step: Step): string[] {
  const rows: Rows = new Map(before.map((row) => [row.key, copyOf(row)]));
  const after: Rows = new Map(step.rows.map((row) => [row.key, row]));
  const problems = step.events.flatMap((event) => applyEvent(rows, event, after));
  prune(rows);
  const keys = new Set([...rows.keys(), ...after.keys()]);
  for (const key of keys) {
    const isTold = step.events.some((event) => event.key === key);
    const [replayed, real] = [
      comparable(rows.get(key), isTold),
      comparable(after.get(key), isTold),
    ];
    if (!dequal(replayed, real)) {
      problems.push(`${key} is ${JSON.stringify(real)}, replayed ${JSON.stringify(replayed)}`);
    }
  }
  return problems;
}

function applyEvent(rows: Rows, { action, key, changes }: StepEvent, after: Rows): string[] {
  const published = key.replace(/ draft$/, ' published');
  const problems: string[] = [];
  switch (action) {
    case 'entry.create':
    case 'entry.clone':
      if (rows.has(key)) problems.push(`${action}: ${key} was there`);
      rows.set(key, empty(key));
      return [...problems, ...applyChanges(rows.get(key)!, changes)];
    case 'entry.publish':
      if (!rows.has(key)) {
        const draft = rows.get(key.replace(/ published$/, ' draft'));
        rows.set(key, { ...copyOf(draft ?? empty(key)), key });
      }
      return applyChanges(rows.get(key)!, changes);
    case 'entry.delete':
      if (!rows.has(key)) return [`${action}: ${key} was not there`];
      problems.push(...applyChanges(rows.get(key)!, changes));
      rows.delete(key);
      rows.delete(published);
      return problems;
    case 'entry.unpublish':
      return rows.delete(key) ? [] : [`${action}: ${key} was not there`];
    default: {
      const row = rows.get(key);
      if (!row) return [`${action}: ${key} was not there`];
      if (changes.length === 0) return [`${action}: ${key} has no changes`];
      problems.push(...applyChanges(row, changes));
      // A discarded draft gets components with new ids.
      if (action === 'entry.draft-discard') row.links = after.get(key)?.links ?? {};
      return problems;
    }
  }
}

function applyChanges(row: RowImage, changes: readonly Change[]): string[] {
  return changes.flatMap((change) => {
    const { path, added = [], removed = [] } = change;
    const ids = (list: typeof added) => list.map(({ documentId }) => documentId ?? '');
    if (path === 'author') {
      const was = ids(removed)[0] ?? null;
      const wrong = row.author !== was ? [`${row.key} author was ${row.author}, not ${was}`] : [];
      row.author = ids(added)[0] ?? null;
      return wrong;
    }
    if (path === 'related') {
      row.related = row.related.filter((id) => !ids(removed).includes(id)).concat(ids(added));
      row.related.sort();
      return [];
    }
    if (path === 'links') {
      for (const { id } of added) row.links[String(id)] = {};
      for (const { id } of removed) row.links[String(id)] ??= {};
      return [];
    }
    if (path.startsWith('links[')) return applyLink(row, change);
    if (path === 'seo') return [];
    return applyValue(row, row.values, path, change);
  });
}

function applyLink(row: RowImage, change: Change): string[] {
  const [, id = '', field = ''] = /^links\[(\d+)\]\.(\w+)$/.exec(change.path) ?? [];
  // The links of a published row come with new ids each time.
  if (row.key.endsWith(' published')) return [];
  const link = row.links[id] ?? replacedLink(row, id, field, change.before);
  return link ? applyValue(row, link, field, change) : [`${row.key} has no ${change.path}`];
}

/** A writer that sends no ids makes Strapi replace every link; the event goes by the new id. */
function replacedLink(row: RowImage, id: string, field: string, before: unknown) {
  const found = Object.entries(row.links).find(([, link]) => told(link[field]) === told(before));
  if (!found) return undefined;
  const [old, link] = found;
  delete row.links[old];
  row.links[id] = link;
  return link;
}

/** `details.b.c` inside a JSON value, anything else as it stands. */
function applyValue(
  row: RowImage,
  values: Record<string, unknown>,
  path: string,
  change: Change
): string[] {
  const [field = '', ...inner] =
    path in values || !path.startsWith('details') ? [path] : path.split('.');
  const holder = inner
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (value, key) => (value[key] ?? {}) as Record<string, unknown>,
      (inner.length > 0 ? (values[field] ?? {}) : values) as Record<string, unknown>
    );
  const key = inner.at(-1) ?? field;
  const was = holder[key] ?? null;
  const wrong = dequal(told(was), told(change.before))
    ? []
    : [
        `${row.key} ${change.path} was ${JSON.stringify(was)}, not ${JSON.stringify(change.before)}`,
      ];
  if (inner.length > 0 && change.after === undefined) delete holder[key];
  else holder[key] = change.after ?? null;
  return wrong;
}

/** The other side of a relation gets no event: what names a document that is gone, names nothing. */
function prune(rows: Rows): void {
  const documents = new Set([...rows.keys()].map((key) => key.split(' ')[1]));
  for (const row of rows.values()) {
    if (row.author !== null && !documents.has(row.author)) row.author = null;
    row.related = row.related.filter((id) => documents.has(id));
    for (const [id, link] of Object.entries(row.links)) {
      if (Object.values(link).every((value) => told(value) === null)) delete row.links[id];
    }
  }
}

/** A row that comes or goes tells no empty value. */
const told = (value: unknown): unknown => (value === '' ? null : (value ?? null));

/**
 * What is compared. Links to other articles only where the row has an event: a related row that is
 * deleted or replaced takes its end of the link along, and that other side gets none. Strapi itself
 * rewrites the links between published rows.
 */
function comparable(row: RowImage | undefined, isTold: boolean) {
  if (!row) return null;
  const values = Object.fromEntries(
    Object.entries(row.values).filter(([, value]) => told(value) !== null)
  );
  if (row.key.endsWith(' published')) return { values, author: row.author };
  const links = Object.values(row.links)
    .map((link) => String(told(link.label)))
    .sort();
  return { values, author: row.author, related: isTold ? row.related : null, links };
}

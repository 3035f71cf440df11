import type { Reference } from '../contracts';
import type { RawChange } from '../event';
import { isRecord, type DiffContext, type Field, type Snapshot } from './context';
import { matchLists } from './match-lists';

const FILE_UID = 'plugin::upload.file';
const NAME_FIELDS = [
  ...['title', 'name', 'label', 'displayName', 'headline', 'heading', 'subject', 'username'],
  ...['email', 'slug', 'code', 'key', 'action'],
];

/** Relations and media: what was added, removed and moved, by name. */
export function diffReferences(field: Field, context: DiffContext): RawChange[] {
  const { uid, name, attribute, path, label } = field;
  const kind = attribute.type === 'media' ? 'media' : 'relation';
  const target = kind === 'media' ? FILE_UID : attribute.target;
  const [before, after] = [readLinks(field.before), readLinks(field.after)];
  if (before === undefined || after === undefined) return [];

  // A list may hold the draft of a document and its published row.
  const match = matchLists(before, after, keysAmong(before), ({ id }) => id);
  // An order that the database does not keep differs at every read.
  const isList = Array.isArray(field.before) || Array.isArray(field.after);
  const isOrdered = isList && context.isOrdered(uid, name);
  const [was, is] = [positionsOf(before), positionsOf(after)];
  const describe = (link: Snapshot, positions: ReadonlyMap<Snapshot, number>) => ({
    ...referenceTo(link, target, context),
    ...(isOrdered && { position: positions.get(link) }),
  });
  const lists = {
    added: match.added.map((link) => describe(link, is)),
    removed: match.removed.map((link) => describe(link, was)),
    moved: isOrdered
      ? match.moved.map((pair) => ({ ...describe(pair.after, is), from: was.get(pair.before) }))
      : [],
  };
  const filled = Object.entries(lists).filter(([, list]) => list.length > 0);
  return filled.length === 0 ? [] : [{ path, label, kind, ...Object.fromEntries(filled) }];
}

const positionsOf = (links: readonly Snapshot[]): ReadonlyMap<Snapshot, number> =>
  new Map(links.map((link, position) => [link, position]));

/** The identifying keys of a relation's or media attribute's links, in their order. */
export const linkKeysOf = (value: unknown): string[] => (readLinks(value) ?? []).map(keyOf);

/** How an event names a row: ids as text, its main field, its locale if it has one. */
export function referenceTo(
  link: Snapshot,
  target: string | undefined,
  context: DiffContext
): Reference {
  const type = typeof link.__type === 'string' ? link.__type : target;
  return {
    id: idText(link.id),
    ...(typeof link.documentId === 'string' && { documentId: link.documentId }),
    ...(type !== undefined && { type }),
    name: nameOf(link, type, context),
    ...(typeof link.locale === 'string' && { locale: link.locale }),
  };
}

/** Undefined if the snapshot has no links: a relation that was counted, not read. */
function readLinks(value: unknown): Snapshot[] | undefined {
  if (value === null || value === undefined) return [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const links = list.flatMap((one) => {
    if (isRecord(one)) return [one];
    return typeof one === 'number' || typeof one === 'string' ? [{ id: one }] : [];
  });
  const isCount = links.length === 1 && 'count' in (links[0] ?? {}) && !('id' in (links[0] ?? {}));
  return isCount ? undefined : links;
}

/** A document keeps its id when publishing replaces its row. */
function keyOf(link: Snapshot): string {
  const id = link.documentId ?? link.id;
  return `${String(link.__type ?? '')}:${String(id)}:${String(link.locale ?? '')}`;
}

/** A row that was linked before stays the same one, whatever its locale and document became. */
function keysAmong(before: readonly Snapshot[]): (link: Snapshot) => string {
  const rowOf = ({ __type, id }: Snapshot) => `${String(__type ?? '')}:${String(id)}`;
  const known = new Map(before.map((link) => [rowOf(link), keyOf(link)]));
  return (link) => known.get(rowOf(link)) ?? keyOf(link);
}

function idText(id: unknown): string | null {
  return typeof id === 'number' || typeof id === 'string' ? String(id) : null;
}

/**
 * The main field if it was read and is not secret, otherwise the first field that looks like a
 * name.
 */
function nameOf(link: Snapshot, type: string | undefined, context: DiffContext): string | null {
  const configured = type === undefined ? undefined : context.getMainField(type);
  // First and last name are one name, whichever of them is the main field.
  const main = configured === 'firstname' || configured === 'lastname' ? undefined : configured;
  const isOpen = (field: string) => type === undefined || !context.isSecret(type, field);
  const fields = [...(main === undefined ? [] : [main]), ...NAME_FIELDS];
  const named = fields.filter(isOpen).map((field) => textOf(link[field]));
  const person = [textOf(link.firstname), textOf(link.lastname)].filter(Boolean).join(' ');
  return named[0] ?? (person || (named.find((name) => name !== null) ?? null));
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

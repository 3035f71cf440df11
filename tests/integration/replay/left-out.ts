import { dequal } from 'dequal';
import type { AttributeShape } from './shapes';

/**
 * Everything in which the replayed rows may differ from the real ones, and why. What is not in this
 * table is a fault.
 *
 * | Left out | Why |
 * | --- | --- |
 * | secrets: passwords, private attributes, tokens, paths of webhooks | that they changed is all that is kept (`inside/tables.ts`) |
 * | ids and times that Strapi writes by itself: `createdAt`, `updatedAt`, `createdBy`, `updatedBy`, ids of components | the event has its own time and actor; components are told by position |
 * | the side of a relation that does not own it (`mappedBy`) | it is the owning side, read backwards: what a save from there links is taken over to the owners |
 * | links to a row that was deleted, replaced or published | Strapi moves or removes them in the join tables; the event of that row tells it (`links.ts`) |
 * | `path` and `folderPath` in the media library | Strapi rewrites them with SQL in all that a moved folder holds; `parent` and `folder` say where it is |
 * | null, '', [] and {} | a row that comes or goes does not tell its empty values |
 * | permissions of the Super Admin | Strapi writes all of them anew at each change of the locales; nothing is granted |
 * | a second row of the same version of a document | Strapi makes it where two writers make a version at the same time, and publishes either of them; it is removed before the next step (`inside/doubles.ts`) |
 * | the order of links that stand at the same place | the database answers them in any order: both sides take that of their documents (`inside/link-order.ts`) |
 * | two publications of an entry at the same time, and one while the entry is deleted, withdrawn or moved | on a server Strapi itself leaves two published rows then, or ends its process (`emitEvent` of an entry that is gone); both are left out of what runs at the same time (`programs.ts`) |
 * | a bulk action of the Content Manager at the same time as writes of links, on MySQL and MariaDB | its transaction has read before, and Strapi itself goes on with the links that it saw first (README, "What no plugin can see or promise"); left out of what runs at the same time (`programs.ts`) |
 * | on a server, a component row that is written by itself, or a link that is written from its other side, at the same time as entries | neither locks the entry that it belongs to, and its `before` is that of the last commit it saw (README, "What no plugin can see or promise"); they run after what runs at the same time (`programs.ts`) |
 * | on a server, a link to a row that was deleted at the same time, in what an entry was before | the deletion does not lock the entries that show the row (README, "What no plugin can see or promise"); its own event tells that it went |
 * | `lastUsedAt` and the rows that Strapi's own boot made | noise; not recorded by promise |
 */
export const isLeftOut = ({ type, mappedBy }: AttributeShape): boolean =>
  type === 'relation' && mappedBy !== undefined;

/** One form for a value, however a driver or JSON writes it. */
export function normal(type: string, value: unknown): unknown {
  if (isEmpty(value)) return null;
  switch (type) {
    case 'biginteger':
      return /^-?\d+$/.test(String(value)) ? String(value) : Number(value);
    case 'integer':
    case 'float':
    case 'decimal':
      return Number(value);
    case 'boolean':
      return value === 1 || value === true || value === '1';
    case 'datetime':
      return new Date(value as string).toISOString();
    case 'date':
      return String(value).slice(0, 10);
    case 'time':
      return String(value).padEnd(12, '.000').slice(0, 12);
    default:
      return value;
  }
}

export const isSame = (type: string, one: unknown, other: unknown): boolean =>
  dequal(normal(type, one), normal(type, other));

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (typeof value !== 'object') return false;
  return Object.keys(value).length === 0;
}

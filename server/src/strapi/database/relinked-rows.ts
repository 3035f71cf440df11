import type { Database } from '@strapi/database';
import type { Row } from '../../event';
import { rowsOf, type DocumentOperation, type RelinkedRows } from '../../record/operation';
import type { SnapshotReader } from '../../record/snapshots';

export interface RelinkedRowsDependencies {
  db: Database;
  snapshots: SnapshotReader;
}

interface Relation {
  type: string;
  target?: string;
  mappedBy?: string;
  inversedBy?: string;
  joinTable?: object;
}

const PUBLISHED = { publishedAt: { $notNull: true } };
const DRAFT = { publishedAt: null };
const NONE: ReadonlySet<string> = new Set();

/**
 * If a type is related to itself, publishing an entry also links it from other entries: from the
 * published row of each whose draft links its draft. Discarding a draft does so among drafts.
 * Strapi writes these links with separate statements, past its query builder. So the rows that may
 * get a link are found first.
 */
export async function findRelinkedRows(
  { db, snapshots }: RelinkedRowsDependencies,
  operation: DocumentOperation
): Promise<RelinkedRows[]> {
  const { uid, action, params } = operation;
  const isPublished =
    action === 'publish' || (action === 'update' && params().status === 'published');
  if (!isPublished && action !== 'discardDraft') return [];
  const named = rowsOf(operation, false);
  const relations = Object.entries(selfRelations(db, uid));
  if (!named || relations.length === 0) return [];

  const [from, to] = isPublished ? [DRAFT, PUBLISHED] : [PUBLISHED, DRAFT];
  const found: RelinkedRows[] = [];
  for (const [attribute, { inversedBy }] of relations) {
    const linked = (state: Row) => [{ [attribute]: { ...named, ...state } }];
    const sources = await snapshots.read(uid, { where: linked(from) }, NONE);
    const documents = [...new Set(sources.map(({ documentId }) => documentId))];
    const ids =
      documents.length > 0
        ? await snapshots.ids(uid, { where: [{ documentId: { $in: documents } }, to] })
        : [];
    // A bidirectional link is lost with the old row if the copied state no longer has it.
    if (inversedBy) ids.push(...(await snapshots.ids(uid, { where: [...linked(to), to] })));
    if (ids.length > 0) found.push({ attribute, ids: [...new Set(ids)] });
  }
  return found;
}

function selfRelations(db: Database, uid: string): Record<string, Relation> {
  const attributes = db.metadata.get(uid).attributes as unknown as Record<string, Relation>;
  return Object.fromEntries(
    Object.entries(attributes).filter(
      ([, { type, target, mappedBy, joinTable }]) =>
        type === 'relation' && target === uid && !mappedBy && joinTable !== undefined
    )
  );
}

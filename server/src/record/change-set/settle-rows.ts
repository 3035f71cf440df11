import type { RawChange, Row, RowChange } from '../../event';
import type { Parts } from '../snapshots';
import type { SnapshotReader, RowLock } from '../snapshots';
import type { BeforeImageDependencies } from './before-images';
import type { Finding } from './finding';
import type { ReadAhead } from './read-ahead';
import { joinReplacements } from './replacements';
import { withJsonValues } from './stored-json';
import { byParts, joined, missingFrom, type TouchedRow } from './touched-rows';
import { describedSafely } from '../placeholder';
import type { Watch } from '../watches';

export interface SettleDependencies extends Pick<BeforeImageDependencies, 'snapshots' | 'watches'> {
  hasDraftAndPublish(uid: string): boolean;
  /** What rows of a model are called, by the rules as they are now. */
  namesOf(uid: string): (row: Row | null) => string | null;
  compare(uid: string, before: Row | null, after: Row | null): RawChange[];
}

type ReadByIds = (
  uid: string,
  ids: readonly unknown[],
  parts: Parts,
  lock?: RowLock
) => Promise<Row[]>;

/** A row change with the scope of the first write to its row. */
type ScopedChange = RowChange & Pick<TouchedRow, 'scope'>;

/** Reads the rows as they are now, and has the watches describe what differs. */
export async function settleRows(
  deps: SettleDependencies,
  rows: readonly TouchedRow[],
  readByIds: ReadByIds,
  ahead: Pick<ReadAhead, 'whole' | 'reported'>
): Promise<Finding[]> {
  const byWatch = new Map<Watch, ScopedChange[]>();
  const byModel = new Map<string, TouchedRow[]>();
  for (const row of rows) {
    const ofModel = byModel.get(row.uid);
    if (ofModel) ofModel.push(row);
    else byModel.set(row.uid, [row]);
  }
  for (const [uid, ofModel] of byModel) {
    const watch = deps.watches.of(uid);
    if (!watch) continue;
    const changes = await changesOf(deps, uid, ofModel, readByIds, ahead);
    const relevant = changes.filter((change) => !isNoise(change, watch.ignore ?? []));
    byWatch.set(watch, [...(byWatch.get(watch) ?? []), ...relevant]);
  }

  const findings: Finding[] = [];
  for (const [watch, changes] of byWatch) {
    for (const scope of new Set(changes.map((change) => change.scope))) {
      const together = changes.filter((change) => change.scope === scope);
      const captures = await describedSafely(watch, together);
      for (const capture of captures) findings.push({ capture, scope });
    }
  }
  return findings;
}

async function changesOf(
  deps: SettleDependencies,
  uid: string,
  rows: readonly TouchedRow[],
  readByIds: ReadByIds,
  ahead: Pick<ReadAhead, 'whole' | 'reported'>
): Promise<ScopedChange[]> {
  widenReplacements(rows);
  const now = await readNow(deps.snapshots, uid, rows, readByIds);
  const all = rows.map((row) => settledRow(row, (row.isGone ? null : now.get(row.id)) ?? null));
  // Created and deleted by the same transaction: no one else ever saw it.
  const pairs = all.filter(({ before, after }) => before !== null || after !== null);
  ahead.reported(uid, pairs);

  const draftAndPublish = deps.hasDraftAndPublish(uid);
  const draftOf = draftAndPublish ? draftsAmong(ahead.whole(uid), all) : () => undefined;
  const nameOf = deps.namesOf(uid);
  return joinReplacements(all).map((pair) => {
    const { id, operation, scope } = pair;
    const { before, after } = withJsonValues(pair.before, pair.after);
    const isOneSided = before === null || after === null;
    return {
      uid,
      id,
      before,
      after,
      operation: operation?.action ?? null,
      scope,
      draftAndPublish,
      draft: isOneSided ? draftOf((after ?? before)!) : undefined,
      changes: deps.compare(uid, before, after),
      handler: scope?.handler() ?? null,
      name: nameOf(after ?? before),
    };
  });
}

/** A row before and after, with what its event needs of how it was written. */
const settledRow = (
  { id, parts, before, operation, goneIn, scope }: TouchedRow,
  after: Row | null
) => ({ id, parts, before, after, operation, goneIn, scope });

/**
 * A row that takes the place of a deleted one is compared with it, so it is read with the same parts:
 * otherwise the parts that only the deleted row had would look unchanged.
 */
function widenReplacements(rows: readonly TouchedRow[]): void {
  const deleted = rows.filter(({ before, isGone }) => before !== null && isGone);
  if (deleted.length === 0) return;
  const parts = allParts(deleted.map((row) => row.parts));
  for (const row of rows) if (row.before === null) row.parts = joined(row.parts, parts);
}

/**
 * Finds the draft of a row among the rows that were read whole, including what was written to it
 * since.
 */
function draftsAmong(
  whole: readonly Row[],
  pairs: readonly { id: string; after: Row | null }[]
): (row: Row) => Row | null | undefined {
  const now = new Map(pairs.map(({ id, after }) => [id, after]));
  const versionOf = ({ documentId, locale }: Row) => JSON.stringify([documentId, locale ?? null]);
  const drafts = new Map(
    whole.filter(({ publishedAt }) => !publishedAt).map((row) => [versionOf(row), row])
  );
  const isReplaced = (version: string) =>
    pairs.some(({ after }) => after && !after.publishedAt && versionOf(after) === version);
  return (row) => {
    const draft = drafts.get(versionOf(row));
    const written = draft && now.get(String(draft.id));
    if (!draft) return undefined;
    // The row that took its place was written since, too.
    if (written === null) return isReplaced(versionOf(row)) ? undefined : null;
    return withJsonValues({ ...draft, ...written }, null).before;
  };
}

async function readNow(
  snapshots: SettleDependencies['snapshots'],
  uid: string,
  rows: readonly TouchedRow[],
  readByIds: ReadByIds
): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  const present = rows.filter(({ isGone }) => !isGone);
  const toRead = partsToRead();
  for (const lock of ['update', undefined] as const) {
    const alike = present.filter(({ isLocked }) => isLocked === (lock !== undefined));
    const together = alike.length > MAX_TOGETHER ? null : allParts(alike.map(toRead));
    for (const { parts, items } of byParts(alike, (row) => together ?? toRead(row))) {
      const wanted = new Map(items.map((item) => [item.id, item]));
      const ids = items.map(({ id }) => id);
      // MySQL returns what the transaction saw first, unless the read locks the row.
      const current = snapshots.readsSnapshots ? lock : undefined;
      for (const row of await readByIds(uid, ids, parts, current)) {
        const id = String(row.id);
        const touched = wanted.get(id);
        found.set(id, touched ? withOwnParts(row, touched, parts, snapshots.emptyValue) : row);
      }
    }
  }
  return found;
}

/** A draft and its publication, whose writes name different parts, cost one read. */
const MAX_TOGETHER = 8;

/** The parts of a row that need reading: the same set for rows of the same statement. */
function partsToRead(): (row: TouchedRow) => Parts {
  const known = new Map<Parts, Map<Parts, Parts>>();
  return ({ parts, empty }) => {
    const byEmpty = known.get(parts) ?? new Map<Parts, Parts>();
    if (byEmpty.size === 0) known.set(parts, byEmpty);
    const wanted = byEmpty.get(empty) ?? missingFrom(empty, parts);
    byEmpty.set(empty, wanted);
    return wanted;
  };
}

const allParts = (all: readonly Parts[]): Parts => new Set(all.flatMap((parts) => [...parts]));

/** The row with only the parts of its own snapshot, whatever was read for the others. */
function withOwnParts(
  row: Row,
  { uid, parts, empty }: TouchedRow,
  read: Parts,
  emptyValue: SnapshotReader['emptyValue']
): Row {
  const others = [...read].filter((part) => !parts.has(part));
  if (others.length === 0 && empty.size === 0) return row;
  const own = { ...row };
  for (const part of others) delete own[part];
  for (const part of empty) if (parts.has(part)) own[part] = emptyValue(uid, part);
  return own;
}

function isNoise(change: RowChange, ignore: readonly string[]): boolean {
  if (ignore.length === 0 || !change.before || !change.after) return false;
  return change.changes.every(({ path }) => ignore.includes(path));
}

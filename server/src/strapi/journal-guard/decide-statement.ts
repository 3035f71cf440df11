/** A statement on the journal through Strapi's query layer. */
export type JournalStatement = 'read' | 'insert' | 'update' | 'delete';

/** What Strapi is doing at that moment. */
export interface JournalState {
  /** An import, export, push or pull runs in this process. */
  transferring: boolean;
}

/** `pass`: let it through. `no-op`: touch no row and report success. `refuse`: throw. */
export type JournalVerdict = 'pass' | 'no-op' | 'refuse';

/**
 * Decides what may happen to the journal through Strapi's query layer. The journal's own writer and
 * the purge do not use this layer, so nothing that changes rows may pass.
 *
 * A restore empties and refills every content type and must not fail on this one, which belongs to
 * the system and not to its content.
 */
export const decideJournalStatement = (
  statement: JournalStatement,
  state: JournalState
): JournalVerdict => {
  if (statement === 'read') return 'pass';
  return state.transferring ? 'no-op' : 'refuse';
};

const BUILDER_STATEMENTS: Record<string, JournalStatement> = {
  select: 'read',
  count: 'read',
  max: 'read',
  min: 'read',
  insert: 'insert',
  update: 'update',
};

/** Names the statement a query builder would run; anything unknown counts as destructive. */
export const toJournalStatement = (builderType: string): JournalStatement =>
  BUILDER_STATEMENTS[builderType] ?? 'delete';

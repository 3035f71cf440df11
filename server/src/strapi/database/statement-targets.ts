import { asyncContext } from '../../record/context';
import type { Statement } from '../../record/statement';
import { withWatchedRelations, type Watches } from '../../record/watches';
import type { Belongings } from './belongings';
import { otherSidesOf } from './other-sides';
import { isWrite, type QueryBuilder } from './query-builder';
import { isRecord, keysOf } from './statement-rows';

/** What the statement of a builder writes; null if it writes nothing. */
export function statementOf(uid: string, { state }: QueryBuilder): Statement | null {
  const { type, where, filters, search, data, increments, decrements } = state;
  if (!isWrite(type)) return null;
  const call = asyncContext().call;
  const counted = [...increments, ...decrements].map(({ column }) => column);
  const written = new Set([...keysOf(data), ...counted]);
  const named = call?.uid === uid ? call.attributes() : written;
  const attributes = type === 'delete' || named === 'all' ? 'all' : new Set([...named, ...written]);
  return {
    uid,
    type,
    attributes,
    where: isRecord(filters) ? [...where, filters] : [...where],
    ...(typeof search === 'string' && { search }),
    ...(type === 'update' && isRecord(data) && { data }),
  };
}

/** The statement in terms of the watched models; empty without a watch. */
export async function targetsOf(
  { watches, belongings }: { watches: Watches; belongings: Belongings },
  statement: Statement,
  builder: QueryBuilder
): Promise<Statement[]> {
  const { uid, where, type } = statement;
  const { call } = asyncContext();
  const written = call?.uid === uid && type !== 'delete' ? call.data() : null;
  const others = written ? otherSidesOf(watches, { uid, data: written, where }) : [];
  if (!watches.of(uid)) return [...(await belongings.ownersOf(statement, builder)), ...others];
  const { data } = builder.state;
  const rowCount = Array.isArray(data) ? data.length : 1;
  const watched: Statement & { rowCount?: number } = { ...statement, rowCount };
  return [withWatchedRelations(watches, watched), ...others];
}

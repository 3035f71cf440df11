import { ACTOR_TYPES, CHANGE_KINDS, ORIGINS, OUTCOMES } from '../../contracts';
import type { Actor, Origin, Resource } from '../../contracts';
import type { Capture, RawChange } from '../../event';
import { isProblem, readFields, type Problem, type Readers } from './read-fields';

/** The time and actor that code claimed, kept in the payload next to the true ones. */
export interface Claims {
  /** UTC, ISO 8601. */
  occurredAt?: string;
  actor?: Partial<Actor>;
  origin?: Origin;
  /** If it exceeds the column's limit. */
  count?: number;
}

/** The limits of the journal's columns. */
const MAX_COUNT = 2 ** 31 - 1;

const text = (value: unknown): string | Problem =>
  typeof value === 'string' ? value : { problem: 'must be a text' };

/** Ids are often numbers; the log stores them as text. */
const word = (value: unknown): string | Problem =>
  typeof value === 'number' && Number.isFinite(value)
    ? String(value)
    : typeof value === 'bigint'
      ? value.toString()
      : typeof value === 'string'
        ? value
        : { problem: 'must be a text or a number' };

const oneOf =
  <Word extends string>(words: readonly Word[]) =>
  (value: unknown): Word | Problem =>
    words.find((one) => one === value) ?? { problem: `must be one of ${words.join(', ')}` };

/** The readable items of a list. */
const listOf =
  <Item>(readItem: (value: unknown) => Item | Problem, what: string) =>
  (value: unknown): Item[] | Problem => {
    if (!Array.isArray(value)) return { problem: `must be a list of ${what}` };
    return value.flatMap((one: unknown) => {
      const item = readItem(one);
      return (item as unknown) !== one && isProblem(item) ? [] : [item as Item];
    });
  };

const anything = (value: unknown): unknown => value;

/** The readable part of an object. */
const partOf =
  <Fields extends object>(readers: Readers<Fields>) =>
  (value: unknown): Partial<Fields> | Problem =>
    typeof value === 'object' && value !== null
      ? readFields(value, readers).fields
      : { problem: 'must be an object' };

const readResource: Readers<Resource> = {
  type: word,
  id: word,
  documentId: word,
  locale: word,
  status: word,
  name: word,
};

const readActor: Readers<Actor> = { type: oneOf(ACTOR_TYPES), id: word, name: word, email: text };

const references = listOf(
  (value) =>
    typeof value === 'object' && value !== null
      ? (value as NonNullable<RawChange['added']>[number])
      : { problem: 'must be an object that names an entry' },
  'entries'
);

const readChange: Readers<Omit<RawChange, 'inside' | 'row'>> = {
  path: (value) =>
    typeof value === 'string' && value !== '' ? value : { problem: 'must be the name of a field' },
  label: text,
  kind: oneOf(CHANGE_KINDS),
  before: anything,
  after: anything,
  added: references,
  removed: references,
  moved: references,
  secret: (value) => (typeof value === 'boolean' ? value : { problem: 'must be true or false' }),
};

const change = (value: unknown): RawChange | Problem => {
  if (typeof value !== 'object' || value === null) return { problem: 'must be an object' };
  const { fields } = readFields(value, readChange);
  const { path, label, kind } = fields;
  if (path === undefined) return { at: '.path', problem: 'must be the name of a field' };
  return { ...fields, path, label: label ?? path, kind: kind ?? 'value' };
};

/** The recorder leaves out tags that are too long. */
const tag = text;

/** Throttling and the actions behind a bare change are internal to the log. */
const READERS: Readers<Omit<Capture, 'foldBy' | 'standsFor'>> = {
  action: text,
  resource: partOf(readResource),
  outcome: oneOf(OUTCOMES),
  reason: text,
  actor: partOf(readActor),
  origin: oneOf(ORIGINS),
  changes: listOf(change, 'changes'),
  payload: anything,
  tags: listOf(tag, 'tags'),
  occurredAt: (value) =>
    value instanceof Date && !Number.isNaN(value.getTime())
      ? value
      : { problem: 'must be a valid Date' },
  count: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1
      ? value
      : { problem: 'must be a whole number, 1 or more' },
};

/** The payload key for what code claimed. */
const CLAIMED = 'claimed';

function withClaims(payload: unknown, claims: Claims): unknown {
  if (payload === undefined) return { [CLAIMED]: claims };
  if (typeof payload !== 'object' || Array.isArray(payload)) {
    return { value: payload, [CLAIMED]: claims };
  }
  try {
    return { ...payload, [CLAIMED]: claims };
  } catch {
    return { value: EVENT_PLACEHOLDER, [CLAIMED]: claims };
  }
}

/**
 * Moves the time, actor and way in that code claims into the payload: the columns hold the true
 * ones.
 */
function asClaims({ occurredAt, actor, origin, ...capture }: Capture): Capture {
  const { count = 1 } = capture;
  const claims: Claims = {
    ...(occurredAt && { occurredAt: occurredAt.toISOString() }),
    ...(actor && Object.keys(actor).length > 0 && { actor }),
    ...(origin && { origin }),
    ...(count > MAX_COUNT && { count }),
  };
  const names = Object.keys(claims);
  if (names.length === 0) return capture;
  return {
    ...capture,
    ...(count > MAX_COUNT && { count: MAX_COUNT }),
    payload: withClaims(capture.payload, claims),
    tags: [...names.map((name) => `${CLAIMED}:${name}`), ...(capture.tags ?? [])],
  };
}

/** An event from code as far as it can be stored, and its problems. */
export interface ReadCapture {
  capture: Capture;
  /** Each names the field and what it must be. */
  problems: string[];
}

function readAll(given: unknown): ReadCapture {
  const placeholder = (problem: string): ReadCapture => ({
    capture: { action: actionOf(given), payload: EVENT_PLACEHOLDER },
    problems: [problem],
  });
  try {
    const { fields, problems } = readFields(given, READERS);
    const { action } = fields;
    if (action === undefined) return placeholder(problems[0] ?? 'action is missing');
    const capture = asClaims({ ...fields, action });
    return {
      // An event that lacks a part notes that if it has no other payload.
      capture: problems.length > 0 ? { payload: EVENT_PLACEHOLDER, ...capture } : capture,
      problems,
    };
  } catch (error) {
    return placeholder(`the event cannot be read: ${String(error)}`);
  }
}

/**
 * Reads, once, what the application's own code passes in. A throwing getter or proxy fails here and
 * nowhere later. A field that cannot be stored as given is left out: its value may come from data,
 * and must not cost the change that the event belongs to.
 *
 * @param isReserved whether an action is one of the log's own
 * @throws TypeError if it is
 */
export function readCapture(given: unknown, isReserved: (action: string) => boolean): ReadCapture {
  const read = readAll(given);
  const { action } = read.capture;
  if (!isReserved(action)) return read;
  throw new TypeError(
    `[audit-trail] record(): the action "${action}" is one of the log's own, which its own code ` +
      'records. Choose a noun and a verb of yours, such as "order.refund".'
  );
}

/** The placeholder for an event of which only the action can be read. */
export const EVENT_PLACEHOLDER = '[undescribed: event]';

/** Reading a property may throw: the values come from other code. */
export function actionOf(given: unknown): string {
  try {
    const { action } = given as { action: unknown };
    return typeof action === 'string' ? action : 'unknown';
  } catch {
    return 'unknown';
  }
}

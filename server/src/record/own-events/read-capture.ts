import { ACTOR_TYPES, CHANGE_KINDS, ORIGINS, OUTCOMES } from '../../contracts';
import type { Actor, Origin, Resource } from '../../contracts';
import type { Capture, RawChange } from '../../event';
import { isProblem, readFields, type Problem, type Readers } from './read-fields';

/** What code said of the time and the actor, kept in the payload beside the true ones. */
export interface Claims {
  /** UTC, ISO 8601. */
  occurredAt?: string;
  actor?: Partial<Actor>;
  origin?: Origin;
  /** Where it is more than the column takes. */
  count?: number;
}

/** As the journal's columns take them. */
const MAX_COUNT = 2 ** 31 - 1;

const text = (value: unknown): string | Problem =>
  typeof value === 'string' ? value : { problem: 'must be a text' };

/** Ids are often numbers; the log keeps them as texts. */
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

/** The items of a list that can be read. */
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

/** What of an object can be read. */
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

const readChange: Readers<Omit<RawChange, 'inside'>> = {
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

/** The recorder leaves out what is longer than a tag may be. */
const tag = text;

/** How failures are folded and what a bare change stands for is the log's own affair. */
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

/** The key under which the payload tells what code claimed. */
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

/** Moves what code says of time, actor and way in into the payload: the columns hold the true ones. */
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

/** An event of code as far as it can be stored, and what of it cannot. */
export interface ReadCapture {
  capture: Capture;
  /** Each names the field and what it must be. */
  problems: string[];
}

function readAll(given: unknown): ReadCapture {
  const undescribed = (problem: string): ReadCapture => ({
    capture: { action: actionOf(given), payload: EVENT_PLACEHOLDER },
    problems: [problem],
  });
  try {
    const { fields, problems } = readFields(given, READERS);
    const { action } = fields;
    if (action === undefined) return undescribed(problems[0] ?? 'action is missing');
    const capture = asClaims({ ...fields, action });
    return {
      // An event that lacks a part says so where nothing else is said.
      capture: problems.length > 0 ? { payload: EVENT_PLACEHOLDER, ...capture } : capture,
      problems,
    };
  } catch (error) {
    return undescribed(`the event cannot be read: ${String(error)}`);
  }
}

/**
 * What the application's own code hands in, read once. A getter or a proxy that throws is met here
 * and nowhere later. A field that cannot be stored as it is given is left out: the value of a field
 * may come of data, and must not cost the change that the event belongs to.
 *
 * @param isReserved whether an action is one of the log's own
 * @throws TypeError where it is
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

/** Stands for an event of which only the action can be told. */
export const EVENT_PLACEHOLDER = '[undescribed: event]';

/** Reading a property may throw: the values come from anybody's code. */
export function actionOf(given: unknown): string {
  try {
    const { action } = given as { action: unknown };
    return typeof action === 'string' ? action : 'unknown';
  } catch {
    return 'unknown';
  }
}

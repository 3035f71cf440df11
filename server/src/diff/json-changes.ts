import type { JsonLocation, RawChange } from '../event';
import { isRecord } from './context';
import { isSameJson } from './equality';

interface JsonPair {
  path: string;
  label: string;
  /** The prefix of a label: the components that contain the attribute. */
  holder: string;
  before: unknown;
  after: unknown;
}

const MAX_DEPTH = 16;
/** Beyond this many differences, one change for all is easier to read. */
const MAX_CHANGES = 50;
/** Such a key could be mistaken for a path. */
const AMBIGUOUS = /[.[\]]|^$/;

/**
 * The differences inside a JSON value, each under its dotted path. Lists of plain values, and keys
 * that no path can name, are compared as a whole.
 */
export function jsonChanges(pair: JsonPair): RawChange[] {
  const changes: RawChange[] = [];
  const { before, after } = pair;
  collect(pair, { before, after, keys: [] }, changes);
  return changes.length > MAX_CHANGES ? [asOne(pair)] : changes;
}

function collect(pair: JsonPair, location: JsonLocation, changes: RawChange[]): void {
  const { path, holder, before, after } = pair;
  if (changes.length > MAX_CHANGES) return;
  const keys = location.keys.length < MAX_DEPTH ? commonKeys(before, after) : undefined;
  if (!keys) {
    if (isSameJson(before, after)) return;
    changes.push({ ...asOne(pair), ...(location.keys.length > 0 && { inside: location }) });
    return;
  }
  for (const key of keys) {
    const child = {
      ...{ path: `${path}.${key}`, label: `${holder}${key}`, holder },
      before: ownValue(before, key),
      after: ownValue(after, key),
    };
    collect(child, { ...location, keys: [...location.keys, key] }, changes);
  }
}

/** Undefined if the two cannot be compared key by key. */
function commonKeys(before: unknown, after: unknown): string[] | undefined {
  if (Array.isArray(before) && Array.isArray(after)) {
    const holdsObjects = [...before, ...after].every((item) => typeof item === 'object');
    const length = Math.max(before.length, after.length);
    return holdsObjects ? Array.from({ length }, (_, index) => String(index)) : undefined;
  }
  if (!isRecord(before) || !isRecord(after)) return undefined;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.some((key) => AMBIGUOUS.test(key)) ? undefined : keys;
}

function ownValue(container: unknown, key: string): unknown {
  if (Array.isArray(container)) return container[Number(key)];
  return isRecord(container) && Object.hasOwn(container, key) ? container[key] : undefined;
}

function asOne({ path, label, before, after }: JsonPair): RawChange {
  return {
    path,
    label,
    kind: 'value',
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

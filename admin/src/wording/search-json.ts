import type { Json } from '../../../server/src/contracts';

export interface JsonMatches {
  /** What is left of the value: the matches and the way to them. Undefined without a match. */
  value: Json | undefined;
  count: number;
}

const isContainer = (value: Json): value is Json[] | { [key: string]: Json } =>
  typeof value === 'object' && value !== null;

/**
 * Keeps of a JSON value what contains `text`, in a key or a value, in whatever case. A key that
 * matches keeps all below it. Lists become objects, so that their items keep their numbers.
 */
export function searchJson(value: Json, text: string): JsonMatches {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return { value, count: 0 };
  if (!isContainer(value)) {
    return String(value).toLowerCase().includes(wanted)
      ? { value, count: 1 }
      : { value: undefined, count: 0 };
  }
  const isList = Array.isArray(value);
  const kept: Record<string, Json> = {};
  let count = 0;
  for (const [key, child] of Object.entries(value)) {
    const isNamed = !isList && key.toLowerCase().includes(wanted);
    const found = isNamed ? { value: child, count: 1 } : searchJson(child, wanted);
    if (found.value === undefined) continue;
    kept[key] = found.value;
    count += found.count;
  }
  return count > 0 ? { value: kept, count } : { value: undefined, count: 0 };
}

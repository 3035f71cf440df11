import { createHash } from 'node:crypto';
import type { Change, Json, Reference } from '../contracts';
import type { RawChange } from '../event';
import type { ShapeAtPath } from './change-path';
import { showId } from './ids';
import { cutMarker, HIDDEN } from './markers';
import type { Shape } from './shape';
import { describe, describeLoneText, type WalkLimits } from './walk';

/** A redacted side at its full length, and the details to report if it must be cut. */
export interface Side {
  json: Json;
  /** Length in bytes and fingerprint of the whole value, after its secrets are removed. */
  measure(): { bytes: number; fingerprint: string };
  /** Larger than what an event can hold: `json` is only its beginning. */
  mustCut: boolean;
}

/** A change whose values are safe, before it is known whether the event has room for them. */
export interface ScrubbedChange {
  change: Change;
  sides: { before?: Side; after?: Side };
}

/** How much of one text is searched for secrets and can be kept. */
const MAX_SEARCHED = 1024 * 1024;
const MAX_REFERENCES = 200;
const LIMITS: WalkLimits = {
  depth: 24,
  nodes: 20_000,
  children: 2_000,
  text: 64 * 1024,
  allText: MAX_SEARCHED,
};
const TEXT_LIMITS: WalkLimits = { ...LIMITS, text: MAX_SEARCHED };
/**
 * The whole value is read for its fingerprint: values that differ at their end must not look equal.
 */
const WHOLE: WalkLimits = {
  depth: 400,
  nodes: Infinity,
  children: Infinity,
  text: Infinity,
  allText: Infinity,
};

export const LISTS = ['added', 'removed', 'moved'] as const;

interface Deps {
  shapeAtPath: ShapeAtPath;
  /** Scrubs a short text such as a title, and cuts it to a column's length. */
  scrubShort(text: string): string;
}

/**
 * Redacts one change: hides it entirely if its value is secret, otherwise scrubs it part by part.
 */
export function createChangeRedactor({ shapeAtPath, scrubShort }: Deps) {
  return (raw: RawChange, uid: string | null): ScrubbedChange => {
    const { before, after, inside, row, label } = raw;
    const base: Change = {
      path: scrubShort(String(raw.path)),
      label: scrubShort(String(raw.label)),
      kind: raw.kind,
    };
    const shape =
      raw.secret === true
        ? null
        : shapeAtPath(uid, raw.path, { before, after, inside, row, label });
    if (shape === null) return hidden(base);
    const sides = {
      before: before === undefined ? undefined : new ReadSide(before, shape),
      after: after === undefined ? undefined : new ReadSide(after, shape),
    };
    if (isOnlySecret(sides)) return hidden(base);
    for (const list of LISTS) {
      const references = raw[list];
      if (Array.isArray(references)) base[list] = bounded(references);
    }
    return { change: base, sides };
  };

  function idOf(value: unknown): string | null {
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' ? showId(value, scrubShort) : null;
  }

  function bounded(references: Reference[]): Reference[] {
    const more = Math.max(0, references.length - MAX_REFERENCES);
    const kept = references.slice(0, MAX_REFERENCES).map(reference);
    return more > 0 ? [...kept, moreReferences(more)] : kept;
  }

  function reference(raw: Reference): Reference {
    const { id, documentId, type, name, locale, position, from } = raw;
    return {
      id: idOf(id),
      ...(documentId !== undefined && { documentId: idOf(documentId) }),
      ...(typeof type === 'string' && { type: showId(type, scrubShort) }),
      name: typeof name === 'string' ? scrubShort(name) : null,
      ...(locale !== undefined && { locale: idOf(locale) }),
      ...(typeof position === 'number' && { position }),
      ...(typeof from === 'number' && { from }),
    };
  }
}

const hidden = ({ path, label, kind }: Change): ScrubbedChange => ({
  change: { path, label, kind, hidden: true },
  sides: NO_SIDES,
});

const NO_SIDES: ScrubbedChange['sides'] = {};

/** It contains only the secret, or only the secret differs: then the change is hidden. */
function isOnlySecret({ before, after }: ScrubbedChange['sides']): boolean {
  if (before?.json === HIDDEN || after?.json === HIDDEN) return true;
  return before !== undefined && after !== undefined && isSameWithSecrets(before, after);
}

function isSameWithSecrets(before: Side, after: Side): boolean {
  if (isScalar(before.json) && isScalar(after.json) && before.json !== after.json) return false;
  const left = JSON.stringify(before.json);
  if (!HIDES.test(left) || left !== JSON.stringify(after.json)) return false;
  if (!before.mustCut && !after.mustCut) return true;
  return before.measure().fingerprint === after.measure().fingerprint;
}

/** Different scalars are different JSON. */
const isScalar = (json: Json): boolean => typeof json !== 'object' || json === null;

/** A secret's marker, or the end of an address. */
const HIDES = /\[hidden|\/…"/;

const whole = (json: Json): Pick<Side, 'json' | 'mustCut'> => ({ json, mustCut: false });

function describeSide(value: unknown, shape: Shape): Pick<Side, 'json' | 'mustCut'> {
  let mustCut = false;
  const limits = typeof value === 'string' ? TEXT_LIMITS : LIMITS;
  const json = describe(value, shape, limits, () => (mustCut = true));
  return { json, mustCut };
}

/** Many events have a few sides each, and hardly any is ever measured. */
class ReadSide implements Side {
  readonly json: Json;
  readonly mustCut: boolean;
  private measured: ReturnType<Side['measure']> | undefined = undefined;

  constructor(
    private readonly value: unknown,
    private readonly shape: Shape
  ) {
    const lone = describeLoneText(value, shape, TEXT_LIMITS);
    const { json, mustCut } = lone === undefined ? describeSide(value, shape) : whole(lone);
    this.json = json;
    this.mustCut = mustCut;
  }

  measure(): ReturnType<Side['measure']> {
    const { value, shape, mustCut, json } = this;
    this.measured ??= measure(value, mustCut ? describe(value, shape, WHOLE) : json);
    return this.measured;
  }
}

/** Of the redacted value: the hash of a text with a secret would allow the secret to be guessed. */
function measure(value: unknown, whole: Json) {
  const text = asText(whole);
  return {
    bytes: Buffer.byteLength(typeof value === 'string' ? value : text),
    fingerprint: createHash('sha256').update(text).digest('hex'),
  };
}

/** The last item of a list of references that was cut. */
export function moreReferences(count: number): Reference {
  return { id: null, name: cutMarker(`${count} more`) };
}

/** Text as is, anything else as JSON. */
export function asText(json: Json): string {
  return typeof json === 'string' ? json : JSON.stringify(json);
}

import { readAddress, readHost } from './addresses';
import { formOnly } from './form-only';
import { hiddenKind } from './markers';
import type { Shape } from './shape';

/*
 * Values of known kinds. If a value is of another kind than its key implies, only its form is kept:
 * `{ rememberMe: "hunter2" }`.
 */

const shown = (pattern: RegExp) => (value: string) =>
  value === '' || pattern.test(value) ? value : hiddenKind('text');

const fact = (pattern: RegExp, others: Partial<Shape> = {}): Shape => ({
  ...formOnly,
  countsItems: undefined,
  text: shown(pattern),
  ...others,
});

/** As databases write them, too: SQLite stores a number beyond 64 bits as `9.22337203685478e+18`. */
const NUMBER = /^-?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?$/;
const INSTANT =
  /^\d{4,6}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$|^\d{9,16}$/;
const TIME = /^\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?$/;
const FLAG = /^(?:true|false|t|f|1|0|on|off|yes|no)$/i;
const DOCUMENT_ID = /^(?:[a-z][a-z0-9]{23}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** A number, a documentId (24 lower-case letters and digits) or a UUID. */
const ID = /^(?:\d{1,19}|[a-z][a-z0-9]{23}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** A content type, a component, an action or a condition of Strapi's. */
const UID =
  /^(?:(?:api|plugin|admin|strapi|global|entry|media|webhook)(?:::|\.)[\w.-]{1,120}|[\w-]{1,60}\.[\w-]{1,60})$/;
/** The name of an attribute, a kind or a choice, as programs write them. */
const WORD = /^[A-Za-z_][\w.$-]{0,63}$/;
/** Language, script, region, variants: `zh-Hans-CN`, `es-419`, `ca-valencia`, `de-1996`. */
const LOCALE =
  /^(?:[a-z]{2,3}(?:[-_][A-Za-z][a-z]{3})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?(?:[-_](?:\d[a-z0-9]{3}|[a-z]{5,8}))*|\*)$/;

const asIs = { number: undefined };
/** A PIN has as many digits; a key meant for a number shows that it is none. */
export const number = fact(NUMBER, asIs);
export const flag = fact(FLAG, {
  boolean: undefined,
  number: (value) => (value === 0 || value === 1 ? value : hiddenKind('number')),
});
export const instant = fact(INSTANT, asIs);
export const time = fact(TIME, asIs);
export const id = fact(ID, asIs);
export const documentId = fact(DOCUMENT_ID);
export const uid = fact(UID);
export const idOrUid = fact(new RegExp(`${ID.source}|${UID.source}`), asIs);
export const locale = fact(LOCALE);
export const word = fact(WORD);
export const address: Shape = { ...formOnly, countsItems: undefined, text: readAddress };
export const host: Shape = { ...address, text: readHost };

/** One of a few words. */
export const oneOf = (...words: string[]): Shape => fact(new RegExp(`^(?:${words.join('|')})$`));

/** By the names that descriptions of Strapi's own bodies use. */
export const FACTS = {
  number,
  flag,
  instant,
  time,
  id,
  uid,
  idOrUid,
  locale,
  word,
  address,
  host,
} as const;

import { rememberShortTexts } from '../event';
import { scrubText } from './secret-shapes';
import { cleanText, COLUMN_LENGTH } from './text';

/** A number, a documentId, a UUID or a content type: most ids, and no secret looks like one. */
const PLAIN =
  /^(?:\d{1,19}|[a-z][a-z0-9]{23}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z-]{1,24}::[a-z-]{1,32}\.[a-z-]{1,32})$/;
/** `password:reset` is an action. What has a space may assign a secret. */
const MAY_ASSIGN = /[\s=]/;
const byShape = rememberShortTexts((text) => scrubText(text, () => false));

/**
 * An identifier, bounded and clean. Ids look random, so being random makes none a secret; code may
 * have sent a token of a known form in its place.
 */
export function showId(text: string, scrub: (text: string) => string): string {
  const clean = cleanText(text, COLUMN_LENGTH);
  if (PLAIN.test(clean)) return clean;
  return cleanText(MAY_ASSIGN.test(clean) ? scrub(clean) : byShape(clean), COLUMN_LENGTH);
}

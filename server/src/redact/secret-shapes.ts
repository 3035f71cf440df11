import { hideAssignments } from './assignments';
import { hideInCode } from './code';
import { hideInCommandLines } from './command-lines';
import { hideInMarkup } from './markup';
import { HIDDEN } from './markers';
import { looksRandom } from './random-string';
import type { IsSecretName } from './secret-names';
import { hideInTables } from './text-tables';
import { hideUrlSecrets } from './urls';

/**
 * What secrets look like. Each pattern is linear and also matches a secret whose end was cut off,
 * because text is bounded before it is searched.
 */
const SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]{1,60}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,60}-----|$)/g,
  /\$2[abxy]?\$\d{2}\$[./A-Za-z0-9]{16,60}/g,
  /\$(?:argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha\d{1,3})?)\$[^\s"'<>]+/g,
  /\$[156y]\$[./A-Za-z0-9=,]{1,32}\$[./A-Za-z0-9$]{16,}/g,
  /\$(?:[PH]\$[./A-Za-z0-9]{16,}|apr1\$[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{8,})/g,
  // A bot of Discord: its id, a time, a signature.
  /(?<![A-Za-z0-9_-])[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{20,}/g,
  /\bsq0(?:atp|csp|idp)-[A-Za-z0-9_-]{16,}/g,
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)*/g,
  /\b(?:sk|pk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{12,}/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|gl(?:rt|rtr|dt|ptt|soat|imt|agent|oas|cbt|ft|ffct|wt)-|xox[abeprs]-|dop_v1_|shpat_)[A-Za-z0-9_-]{16,}/g,
  // Of words alone these are the names of packages and of settings.
  /\b(?:npm_|sk-)(?=[A-Za-z_-]{0,64}\d|[a-z_-]{0,64}[A-Z])[A-Za-z0-9_-]{16,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  // A licence key: groups of capitals and digits.
  /(?<![A-Za-z0-9-])(?=[A-Z-]{0,40}\d)(?=[\d-]{0,40}[A-Z])[A-Z0-9]{4,5}(?:-[A-Z0-9]{4,5}){3,12}(?![A-Za-z0-9-])/g,
];
/** Most texts contain no secret: one search saves a search for each pattern. */
const MAY_HOLD_SHAPE =
  /-----BEGIN|\$|eyJ|(?:sk|pk|rk|whsec|npm|pat|v1|gh[pousr])_|gl[a-z]{2,5}-|sq0|[MNO][A-Za-z0-9_-]{22,27}\.|xox|sk-|A[KS]IA|AIza|SG\.|[A-Z0-9]{4}-[A-Z0-9]{4}/;
const MAY_HOLD_SCHEME = /bearer|basic|token|digest/i;
const MAY_ASSIGN = /[:=：＝→⇒]|->|\?\?|\|\||\w\(\s{0,4}["'`]/;
/** A quoted value, an object, a pair of lines, or a line of .netrc. */
const MAY_BE_CODE = /["'`{\n]|\blogin\s/i;
/** Knowing the address of a webhook is enough to call it. */
const WEBHOOKS: readonly RegExp[] = [
  /\b(https?:\/\/(?:\[hidden\]@)?hooks?\.[\w.-]{1,200}(?::\d{1,5})?)\/[^\s"'<>]+/gi,
  // Pages about hooks have words after them, addresses of hooks have numbers.
  /\b(https?:\/\/(?:\[hidden\]@)?[\w.-]{1,200}(?::\d{1,5})?\/(?:[\w.-]{1,40}\/){0,4}(?:web|build_|deploy-)?hooks?(?:-test|b2?|s?-waiting)?)\/(?=[^\s"'<>]{0,512}\d)[^\s"'<>]+/gi,
  /\b(https?:\/\/(?:\[hidden\]@)?(?:api\.vercel\.com\/v\d{1,2}\/integrations\/deploy|[\w-]{1,64}\.webhook\.office\.com\/webhookb2|maker\.ifttt\.com\/(?:trigger\/[^\s/"'<>]{1,128}\/(?:json\/)?with\/key|use)|[\w.-]{1,200}(?::\d{1,5})?\/webhook-(?:test|waiting)))\/[^\s"'<>]+/gi,
];
const SCHEME = /\b(Bearer|Basic|Token|Digest)(\s{1,8})([A-Za-z0-9._~+/=:-]{8,})/gi;
/** What the code of a wireless network says: `WIFI:T:WPA;S:Cafe;P:…;;`. */
const WIFI = /\b(WIFI:(?:[A-Z]\w?:(?:\\.|[^;\\]){0,256};){0,8}?P:)(?:\\.|[^;\\])+/gi;
const LONG_WORD = /[A-Za-z0-9+/_=-]{32,}/g;

/**
 * Most texts are short, of words and numbers, and hold nothing that the rules below look for: these two
 * searches save theirs. A rule that matches such a text needs its beginning in `MAY_HOLD_WORD`.
 */
const WORDS_ONLY = /^[A-Za-z0-9 .,]*$/;
const MAY_HOLD_WORD = /eyJ|xox|A[KS]IA|AIza|SG\.|bearer|basic|token|digest|login/i;
const MIN_LONG_WORD = 32;

/**
 * Replaces every part of the text that looks like a secret or is assigned to the name of one, and
 * nothing else: `password: x`, `token=y`, `<password>z</password>`, in people's prose too.
 */
export function scrubText(text: string, isSecretName: IsSecretName): string {
  if (text.length < 4) return text;
  const isShort = text.length < MIN_LONG_WORD;
  if (isShort && WORDS_ONLY.test(text) && !MAY_HOLD_WORD.test(text)) return text;
  let result = text;
  if (MAY_HOLD_SHAPE.test(text)) {
    for (const shape of SHAPES) result = result.replace(shape, HIDDEN);
  }
  if (text.includes('=') || text.includes('://')) {
    result = hideUrlSecrets(result, isSecretName);
    for (const webhook of WEBHOOKS) result = result.replace(webhook, `$1/${HIDDEN}`);
  }
  if (MAY_HOLD_SCHEME.test(text)) {
    result = result.replace(SCHEME, (whole, scheme: string, space: string, value: string) =>
      isSchemeValue(value) ? `${scheme}${space}${HIDDEN}` : whole
    );
  }
  if (MAY_ASSIGN.test(text)) result = result.replace(WIFI, `$1${HIDDEN}`);
  result = hideInMarkup(result, isSecretName);
  result = hideInTables(result, isSecretName);
  result = hideInCommandLines(result, isSecretName);
  if (MAY_BE_CODE.test(text)) result = hideInCode(result, isSecretName);
  if (MAY_ASSIGN.test(text)) result = hideAssignments(result, isSecretName);
  if (!isShort) {
    result = result.replace(LONG_WORD, (word) => (looksRandom(word) ? HIDDEN : word));
  }
  return result;
}

/**
 * Distinguishes `Bearer aGk2…` and `Basic dTpw` from "bearer instruments" and "basic
 * understanding".
 */
function isSchemeValue(value: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[._~+/=:-]/].filter((kind) =>
    kind.test(value.slice(1))
  );
  return kinds.length >= 2 && !/^[A-Z]?[a-z]+[.:-]*$/.test(value);
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** A documentId: cuid2, 24 lower-case letters and digits. */
const DOCUMENT_ID = /(?<![A-Za-z0-9])[a-z][a-z0-9]{23}(?![A-Za-z0-9])/g;
const IDS = new RegExp(`${UUID.source}|${DOCUMENT_ID.source}`, 'gi');
const SEPARATORS = /[-_=+]/g;

const MIN_LENGTH = 32;
const MIN_BASE64_LENGTH = MIN_LENGTH - 8;
const MIN_DISTINCT = 8;
/**
 * Words change their kind of character rarely, even in camel case; random text about every second
 * time.
 */
const MIN_CHANGE_RATE = 0.25;
/** If all kinds occur, runs of upper case count too: words have them only as acronyms. */
const MIN_MIXED_RATE = 0.33;
const MIN_RATE_ACROSS_SLASHES = 0.45;
/** Words are not joined at such length, with numbers here and there. */
const LONG_RUN = /[A-Za-z0-9]{28,}/;

/**
 * True for text that was generated rather than written: keys, hashes and tokens of at least 32
 * characters. Slugs, file names, identifiers, UUIDs and documentIds are not.
 */
export function looksRandom(candidate: string): boolean {
  if (candidate.length < MIN_BASE64_LENGTH) return false;
  const isBase64 = /[+=]/.test(candidate);
  const joined = candidate.replaceAll('/', '');
  if (isBase64) return isRandomPart(joined, MIN_BASE64_LENGTH);
  const parts = candidate.split('/');
  return (
    parts.some((part) => isRandomPart(part, MIN_LENGTH)) ||
    (parts.length > 1 && isRandomAcrossSlashes(joined))
  );
}

const MIN_ID_LENGTH = 16;

/**
 * The same for a path segment in the position of an id: shorter ones too, and long numbers. Ids of
 * databases are numbers of at most 19 digits, documentIds or UUIDs; slugs are words.
 */
export function looksLikeToken(candidate: string): boolean {
  if (looksRandom(candidate) || /^\d{20,}$/.test(candidate)) return true;
  if (isLicenceKey(candidate)) return true;
  return candidate.length >= MIN_ID_LENGTH && isRandomPart(candidate, MIN_ID_LENGTH);
}

/** Four or more groups of letters and digits, alike in length: `abcd1-efgh2-jklm3-npqr4`. */
const GROUPS = /^[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6}){3,}$/;

function isLicenceKey(candidate: string): boolean {
  if (!GROUPS.test(candidate)) return false;
  const groups = candidate.split('-');
  const isMixed = (group: string) => /\d/.test(group) && /[A-Za-z]/.test(group);
  const areAlike = groups.every(({ length }) => length === groups[0]?.length);
  return areAlike && groups.filter(isMixed).length * 2 >= groups.length;
}

/** The same for a name that nobody declared: documentIds and UUIDs are not names. */
export function isGenerated(candidate: string): boolean {
  if (looksLikeToken(candidate)) return true;
  const ids = candidate.match(IDS) ?? [];
  return ids.some((id) => (id.match(/\d/g) ?? []).length >= 2);
}

/** Base64 without padding has slashes too; a path has words between them. */
function isRandomAcrossSlashes(joined: string): boolean {
  const rest = joined.replace(UUID, '').replace(DOCUMENT_ID, '');
  return rest.length >= MIN_LENGTH - 4 && mixedRate(countChanges(rest)) >= MIN_RATE_ACROSS_SLASHES;
}

function isRandomPart(part: string, minLength: number): boolean {
  const rest = part.replace(UUID, '').replace(DOCUMENT_ID, '');
  const letters = rest.replace(SEPARATORS, '');
  if (letters.length < minLength - 6 || rest.length < minLength) return false;
  if (new Set(letters).size < MIN_DISTINCT) return false;
  if (/^[0-9]+$/.test(letters)) return false;
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(letters) && /[0-9]/.test(letters)) return true;
  if (LONG_RUN.exec(rest)?.some((run) => (run.match(/[0-9]+/g) ?? []).length >= 3)) return true;
  const changes = countChanges(rest);
  return (
    mixedRate(changes) >= MIN_MIXED_RATE || changes.changes / changes.counted >= MIN_CHANGE_RATE
  );
}

function mixedRate({ changes, upperPairs, counted, kinds }: Changes): number {
  return kinds === 3 ? (changes + upperPairs) / counted : 0;
}

interface Changes {
  changes: number;
  upperPairs: number;
  counted: number;
  /** How many of the three kinds occur. */
  kinds: number;
}

/**
 * How often neighbours differ in kind (lower, upper, digit). An upper-case letter before a
 * lower-case one is not counted: that is how a word begins.
 */
function countChanges(text: string): Changes {
  const kinds = new Set<string>();
  const count = { changes: 0, upperPairs: 0, counted: 0 };
  let previous = '';
  for (const character of text) {
    const kind = kindOf(character);
    if (kind) {
      kinds.add(kind);
      count.counted += 1;
      const beginsWord = previous === 'upper' && kind === 'lower';
      if (previous && kind !== previous && !beginsWord) count.changes += 1;
      if (previous === 'upper' && kind === 'upper') count.upperPairs += 1;
    }
    previous = kind;
  }
  return { ...count, kinds: kinds.size };
}

function kindOf(character: string): 'lower' | 'upper' | 'digit' | '' {
  if (character >= 'a' && character <= 'z') return 'lower';
  if (character >= 'A' && character <= 'Z') return 'upper';
  return character >= '0' && character <= '9' ? 'digit' : '';
}

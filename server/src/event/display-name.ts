import type { Row } from './signals';

const NAME_ATTRIBUTES = [
  'title',
  'name',
  'displayName',
  'label',
  'headline',
  'subject',
  'username',
];
const FALLBACK_ATTRIBUTES = ['slug', 'email', 'code', 'key', 'url'];

/**
 * The title a person would call a row by: the first of the usual naming attributes that holds text.
 * Strapi keeps a configurable main field too, but behind a query per model; a log row must not
 * cost one.
 *
 * @param isHidden attributes that must not be shown (private, secret) are passed over
 */
export function displayNameOf(
  row: Row | null | undefined,
  isHidden: (attribute: string) => boolean = () => false
): string | null {
  if (!row) return null;
  const person = [row.firstname, row.lastname].filter(isText).join(' ').trim();
  if (person && !isHidden('firstname') && !isHidden('lastname')) return person;
  for (const attribute of [...NAME_ATTRIBUTES, ...FALLBACK_ATTRIBUTES]) {
    const value = row[attribute];
    if (isText(value) && !isHidden(attribute)) return value;
  }
  return null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

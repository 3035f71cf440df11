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
const PERSON = ['firstname', 'lastname'];

export interface NameRules {
  /** Attributes that must not be shown (private, secret) are skipped. */
  isHidden?(attribute: string): boolean;
  /** The attribute that the Content Manager shows as the title of such rows, if known. */
  mainField?: string;
}

/**
 * The title a person would use for a row: its main field, else the first of the usual naming
 * attributes that holds text. First and last name are one name, whichever of them is the main
 * field.
 */
export function displayNameOf(
  row: Row | null | undefined,
  { isHidden = () => false, mainField }: NameRules = {}
): string | null {
  if (!row) return null;
  const shown = (attribute: string) => (isHidden(attribute) ? null : textOf(row[attribute]));
  const isPerson = mainField === undefined || PERSON.includes(mainField);
  const main = isPerson ? null : shown(mainField);
  if (main !== null) return main;
  const person = PERSON.some(isHidden) ? '' : PERSON.map(shown).filter(Boolean).join(' ');
  if (person) return person;
  for (const attribute of [mainField ?? '', ...NAME_ATTRIBUTES, ...FALLBACK_ATTRIBUTES]) {
    const name = shown(attribute);
    if (name !== null) return name;
  }
  return null;
}

/** A main field may also be a number, a date or a choice. */
function textOf(value: unknown): string | null {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

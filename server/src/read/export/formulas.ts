/**
 * The characters that make a program for tables run a cell, in their narrow and wide forms. White space
 * and quotes before them are skipped by some of these programs.
 */
const FORMULA = '[\\s"]*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]';
/** Where a cell can begin: also in the middle of ours, if the reader's program splits at `;` or a tab. */
const IN_TEXT = new RegExp(`(?<=^|[;\\t\\n]|\\r(?!\\n))(?=${FORMULA})`, 'g');
/** JSON has no line breaks or tabs of its own, and begins with no such character unless it is a number. */
const IN_JSON = new RegExp(`;(?=${FORMULA})`, 'g');

/**
 * Text that no program for tables runs as a formula, whichever separator it splits at: a `'` stands
 * before each character that would begin one. A quoted cell protects only from programs that split
 * where the file does; elsewhere its quotes are letters, and its line breaks end the row.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const withoutFormulas = (text: string): string => text.replace(IN_TEXT, "'");

/** The same for JSON, which stays the same value: the separator is written as an escape. */
export const jsonWithoutFormulas = (json: string): string => json.replace(IN_JSON, '\\u003b');

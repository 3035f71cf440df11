/**
 * The characters that make a spreadsheet program evaluate a cell, in their narrow and wide forms.
 * Some of these programs skip white space and quotes before them.
 */
const FORMULA = '[\\s"]*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]';
/**
 * Where a cell can begin: also inside one of our cells, if the reader's program splits at `;` or a
 * tab.
 */
const IN_TEXT = new RegExp(`(?<=^|[;\\t\\n]|\\r(?!\\n))(?=${FORMULA})`, 'g');
/**
 * JSON contains no raw line breaks or tabs, and begins with such a character only if it is a
 * number.
 */
const IN_JSON = new RegExp(`;(?=${FORMULA})`, 'g');

/**
 * Text that no spreadsheet program runs as a formula, whichever separator it splits at: a `'` is
 * put before each character that would start one. Quoting a cell protects only in programs that
 * split where the file does; elsewhere the quotes are plain characters, and line breaks end the
 * row.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const withoutFormulas = (text: string): string => text.replace(IN_TEXT, "'");

/** The same for JSON. The value stays the same: the separator is escaped. */
export const jsonWithoutFormulas = (json: string): string => json.replace(IN_JSON, '\\u003b');

import { HIDDEN } from './markers';
import type { IsSecretName } from './secret-names';

const QUOTED = String.raw`(?<escape>\\{0,15})(?<quote>["'\x60])(?:(?!\k<escape>\k<quote>)[^\r\n]){1,1024}(?:\k<escape>\k<quote>|$)`;
const NAME = String.raw`\\{0,15}["'\x60]?(?<name>[\p{L}_][\p{L}\p{N}_. -]{1,63})\\{0,15}["'\x60]?`;
const NAMING = String.raw`\\{0,15}["']?(?<![\p{L}\p{N}_])(?:name|key|id|field|type|label|header|title|property|param|k)\\{0,15}["']?`;
const VALUED = String.raw`\\{0,15}["']?(?<![\p{L}\p{N}_])(?:value|val|content|data|text|v)\\{0,15}["']?`;
const IS = String.raw`\s{0,4}(?:=>|[:=])\s{0,4}`;

/** The second argument after a name: `define('DB_PASSWORD', 'x')`, `env("TOKEN", "x")`. */
const ARGUMENTS = new RegExp(
  String.raw`(\(\s{0,8}(?=\\{0,15}["'\x60])${NAME}\s{0,8},\s{0,8})${QUOTED}`,
  'giu'
);
/** `IDENTIFIED BY 'x'`, `WITH PASSWORD 'x'`. */
const SQL = new RegExp(
  String.raw`((?:\bidentified\s{1,8}(?:with\s{1,8}\S{1,64}\s{1,8})?(?:by|as)\s{1,8}(?:password\s{1,8})?|\bpassword\s{1,8})N?)${QUOTED}`,
  'giu'
);
const MAY_BE_SQL = /identified|password/i;
/** A line of .netrc. */
const LOGIN = /\b(login\s{1,8}\S{1,256}\s{1,8}(?:password|passwd)\s{1,8})(\S{1,1024})/gi;
/** One object, without those in it. */
const OBJECT = /\{[^{}]{8,4096}/g;
/** `{ name: 'password', value: 'x' }`, and a list of such pairs in YAML. */
const NAMED = new RegExp(NAMING + IS + NAME, 'giu');
const VALUE_OF = new RegExp(
  String.raw`(${VALUED}${IS})(${QUOTED}|\[[^\]]{0,1024}\]?|[^\s,;{}"'\x60]{1,1024})`,
  'giu'
);
const YAML_PAIR = new RegExp(
  String.raw`(${NAMING}:[ \t]{1,8}${NAME}[ \t]{0,8}\r?\n[ \t]{0,40}${VALUED}:[ \t]{1,8})([^\r\n]{1,1024})`,
  'giu'
);

/** Hides what code and records give to a name in another way than by a sign between the two. */
export function hideInCode(text: string, isSecretName: IsSecretName): string {
  const isSecret = (name: string) => isSecretName(name.trim(), '');
  let result = text.replace(LOGIN, `$1${HIDDEN}`);
  if (/["'`]/.test(text)) {
    const quoted = (...found: unknown[]): string => {
      const { escape = '', quote = '', name } = found.at(-1) as Record<string, string>;
      const shown = `${String(found[1])}${escape}${quote}${HIDDEN}${escape}${quote}`;
      return name === undefined || isSecret(name) ? shown : String(found[0]);
    };
    result = result.replace(ARGUMENTS, quoted);
    if (MAY_BE_SQL.test(text)) result = result.replace(SQL, quoted);
  }
  if (!/value|val|content|data|text|\bv\b/i.test(text)) return result;
  if (text.includes('{')) {
    result = result.replace(OBJECT, (whole) => {
      const names = [...whole.matchAll(NAMED)].map((found) => found.groups?.name ?? '');
      return names.some(isSecret) ? whole.replace(VALUE_OF, hideValue) : whole;
    });
  }
  if (!text.includes('\n')) return result;
  return result.replace(YAML_PAIR, (whole, before: string, name: string) =>
    isSecret(name) ? `${before}${HIDDEN}` : whole
  );
}

function hideValue(whole: string, before: string, value: string): string {
  if (/^(?:true|false|null|\d{1,15})$/.test(value)) return whole;
  const quote = /^\\*["'`]/.exec(value)?.[0] ?? '';
  return `${before}${quote}${HIDDEN}${quote}`;
}

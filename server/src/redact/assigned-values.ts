import { wordsOf } from './secret-names';

/** Quoted up to a quote with as many backslashes, in any number of JSON layers. */
const QUOTED =
  /"""[\s\S]*?(?:"""|$)|(?<escape>\\*)(?<quote>["'`])[\s\S]*?(?:(?<!\\)\k<escape>\k<quote>|$)/uy;
/**
 * One word, or two after the name of a scheme. A sign of punctuation ends it, unless a letter follows
 * (`a'hunter2`) that does not begin the next pair.
 */
const NO_PAIR = String.raw`(?![\p{L}_][\p{L}\p{N}_.-]{0,63}\\{0,15}["']?\s{0,4}[:=(])`;
const IN_WORD = String.raw`[^\s,;&"'\x60<>{}[\]]`;
const WORD = new RegExp(
  String.raw`(?:(?:Bearer|Basic|Token|Digest)\s+)?(?:[&,;]${NO_PAIR})?${IN_WORD}+(?:(?:[,;&"'\x60]{1,2}|[{}[\]]{1,2})(?=[\p{L}\p{N}])${NO_PAIR}${IN_WORD}+){0,16}`,
  'iuy'
);
const REST_OF_LINE = /[^\r\n]+/uy;
/** In HTML, a line ends with its element. */
const REST_OF_ELEMENT = /(?:[^\r\n<]|<(?![a-z/!]))+/iuy;
const ANGLES = /<[^\s<>]{1,256}>/uy;
const OPENING = new Set(['{', '[']);
const LONGEST_GROUP = 8192;

/** What stands before a line of its own: marks of lists and quotes, tags, emphasis. */
const BLOCK_TAG = String.raw`<\/?(?:p|li|div|t[dhr]|d[dtl]|br|h[1-6]|ul|ol|blockquote|pre|section|span)\b[^<>]{0,128}>`;
const LINE_BEGINNING = new RegExp(
  String.raw`(?:^|[\r\n]|(${BLOCK_TAG}))[ \t]{0,32}(?:(?:[-*+>•–]|\d{1,3}[.)]|\[[ xX]\]|#{1,6})[ \t]{1,8}){0,4}(<[a-z][^<>]{0,64}>){0,3}[*_~\x60]{0,4}$`,
  'i'
);
const LONGEST_BEGINNING = 240;
/** A line as in a file of settings: `DB_PASSWORD=…`, `export TOKEN=…`. */
const SETTING_BEGINNING =
  /(?:^|[\r\n])[ \t]{0,32}(?:(?:export|set|setx|ENV|ARG)[ \t]{1,4}|\$env:)?$/i;
/** A form that was sent: `password=x&user=anna`. */
const FORM = /^[^\s&"'<>{}[\];,`]+(?:&[\w.[\]%-]{1,64}=[^\s&"'<>{};,`]*)+(?=\s|$)/;
/** A word alone may also begin a message: `token=x was refused`. */
const SETTING_NAME = /[\p{Lu}_.-]/u;
/** Headers hold several pairs: `Cookie: a=1; b=2`. */
const LINE_NAMES = new Set(['cookie', 'authorization']);

export interface Assigned {
  /** Where the sign ends, before any blanks. */
  signEnd: number;
  /** Where the value begins. */
  index: number;
  name: string;
  /** Where the name begins. */
  begin: number;
  /** Such as `=` or `:`, without blanks. */
  sign: string;
  /** Nothing stands between the name and the sign. */
  isCloseSign: boolean;
}

export interface Value {
  text: string;
  index: number;
}

/** The value after a name and a sign. */
export function valueOf(text: string, assigned: Assigned): Value {
  const { index, begin, name, sign } = assigned;
  const before = text.slice(Math.max(0, begin - LONGEST_BEGINNING), begin);
  const line = /:$/.test(sign) ? LINE_BEGINNING.exec(before) : null;
  if (line) {
    const block = blockAt(text, assigned);
    if (block) return block;
  }
  const isSetting = sign === '=' && assigned.isCloseSign && SETTING_BEGINNING.test(before);
  if (isSetting) return { text: settingAt(text, index, name), index };
  const isQuoted = /["'`\\]/.test(text.charAt(index));
  if (isQuoted) return { text: read(QUOTED, text, index) || read(WORD, text, index), index };
  if (OPENING.has(text.charAt(index))) return { text: groupAt(text, index), index };
  const isHtml = line !== null && (line[1] ?? line[2]) !== undefined;
  if (isHtml) return { text: read(REST_OF_ELEMENT, text, index), index };
  const isLine = line !== null || wordsOf(name).some((word) => LINE_NAMES.has(word));
  if (isLine) return { text: read(REST_OF_LINE, text, index), index };
  return { text: read(ANGLES, text, index) || read(WORD, text, index), index };
}

function read(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

/** All of the line: passwords have signs of punctuation. */
function settingAt(text: string, index: number, name: string): string {
  const quoted = read(QUOTED, text, index);
  const rest = read(REST_OF_LINE, text, index + quoted.length);
  if (quoted !== '' || SETTING_NAME.test(name)) return quoted + rest;
  const [word = ''] = rest.split(/[ \t]/, 1);
  return FORM.test(word) ? (word.split('&', 1)[0] ?? word) : word;
}

/** Lines below the name that are indented deeper, or the items of a list: YAML. */
function blockAt(text: string, { signEnd, begin }: Assigned): Value | null {
  const first = /[ \t]{0,40}(?:[|>][-+]?\d?)?[ \t]{0,8}\r?\n/uy;
  const opening = read(first, text, signEnd);
  if (opening === '') return null;
  const lineBegin = text.lastIndexOf('\n', begin - 1) + 1;
  const indent = depthOf(text.slice(lineBegin, Math.min(begin, lineBegin + 64)));
  const start = signEnd + opening.length;
  let end = start;
  for (let at = start; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    const line = text.slice(at, next);
    const depth = depthOf(line);
    const isItem = depth >= indent && /^[ \t]*-[ \t]/.test(line);
    if (line.trim() !== '' && depth <= indent && !isItem) break;
    if (line.trim() !== '') end = newline === -1 ? next : newline;
    at = next;
  }
  if (end <= start) return null;
  const isStyled = opening.trim() !== '';
  const index = isStyled
    ? signEnd + /^[ \t]*/.exec(opening)![0].length
    : start + depthOf(text.slice(start, start + 256));
  return index < end ? { text: text.slice(index, end).replace(/\r$/, ''), index } : null;
}

const depthOf = (line: string): number => /^[ \t]*/.exec(line)![0].length;

/** A list or an object up to its end, or to the end of the line if it has none. */
function groupAt(text: string, index: number): string {
  const part = text.slice(index, index + LONGEST_GROUP);
  let depth = 0;
  let escapes: number | null = null;
  let quote = '';
  let backslashes = 0;
  for (let at = 0; at < part.length; at += 1) {
    const character = part.charAt(at);
    if (character === '"' || (character === "'" && quote === "'")) {
      escapes ??= backslashes;
      if (backslashes === escapes) quote = quote === '' ? character : '';
    } else if (quote === '') {
      if (OPENING.has(character)) depth += 1;
      if (character === '}' || character === ']') depth -= 1;
      if (depth === 0) return part.slice(0, at + 1);
    }
    backslashes = character === '\\' ? backslashes + 1 : 0;
  }
  return escapes === null ? read(REST_OF_LINE, text, index) : part;
}

import { HIDDEN } from './markers';
import type { IsSecretName } from './secret-names';

/** `<password>x</password>`, also with a CDATA section; cut texts may lack the end. */
const ELEMENT =
  /<(?:[\w.-]{1,64}:)?([\p{L}_][\p{L}\p{N}_.-]{0,63})((?:\s[^<>]{0,1024})?)>((?:<!\[CDATA\[[\s\S]*?(?:\]\]>|$))|[^<]{0,65536})/gu;
/** `<entry key="password">x</entry>` names its value in an attribute. */
const NAMING =
  /\s(?:name|key|id|field|type|property|label|for|autocomplete|http-equiv|placeholder|title|data-[a-z-]{1,32}|aria-label)\s{0,4}=\s{0,4}(?:["']([^"'<>]{1,255})["']|([^\s"'<>=]{1,255}))/giu;
const TAG = /<[\p{L}_][^<>]{0,2048}>/gu;
const TAG_VALUE =
  /(\s(?:value|content|data|data-value|default|val)\s{0,4}=\s{0,4})(?:"[^"<>]*(?:"|$)|'[^'<>]*(?:'|$)|[^\s"'<>]+)/giu;
/** What stands inside of an element, over the tags in it. */
const INSIDE = /(?:<!\[CDATA\[[\s\S]*?(?:\]\]>|$))|<[^<>]{0,512}>|[^<]+/uy;
const MOST_PARTS = 64;
/** Elements whose text names the next: `<td>Password</td><td>x</td>`, `<key>Password</key>`. */
const NAME_ELEMENT =
  /<(td|th|dt|key|name|label|div|span|p|strong|b|field|property|param)(?:\s[^<>]{0,256})?>\s{0,8}((?:<[a-z]{1,8}>)?)([^<>\r\n]{2,64})(?:<\/[a-z]{1,8}>)?\s{0,8}<\/\1>\s{0,64}(?:<\/?[a-z][^<>]{0,256}>\s{0,64}){0,3}(?=<|[^<\s])/giu;

/** Hides the content of XML and HTML elements with secret names. */
export function hideInMarkup(text: string, isSecretName: IsSecretName): string {
  if (!text.includes('<')) return text;
  const named = hideElements(text, isSecretName).replace(TAG, (tag) =>
    isNamed(tag, '', isSecretName)
      ? tag.replace(TAG_VALUE, (whole, before: string) => {
          const quote = /^["']/.exec(whole.slice(before.length))?.[0] ?? '';
          return `${before}${quote}${HIDDEN}${quote}`;
        })
      : tag
  );
  return hideNext(named, isSecretName);
}

/** Any of its attributes may say what the element is for. */
const isNamed = (attributes: string, value: string, isSecretName: IsSecretName): boolean =>
  [...attributes.matchAll(NAMING)].some(([, quoted, bare]) =>
    isSecretName(quoted ?? bare ?? '', value)
  );

/** All text of an element, up to its end: `<password><value>x</value></password>`. */
function hideElements(text: string, isSecretName: IsSecretName): string {
  const parts: string[] = [];
  let end = 0;
  ELEMENT.lastIndex = 0;
  for (let found = ELEMENT.exec(text); found; found = ELEMENT.exec(text)) {
    const [whole, name = '', attributes = '', value = ''] = found;
    const isEmpty = attributes.endsWith('/') || VOID.has(name.toLowerCase());
    const isSecret =
      !isEmpty &&
      (isSecretName(name, value) ||
        (attributes !== '' && isNamed(attributes, value, isSecretName)));
    if (!isSecret) continue;
    const begin = found.index + whole.length - value.length;
    const inner = insideOf(text, begin, name);
    parts.push(text.slice(end, begin), inner.shown);
    end = begin + inner.length;
    ELEMENT.lastIndex = end;
  }
  return end === 0 ? text : parts.join('') + text.slice(end);
}

/** A part of a page may be called by what it is about. */
const LAYOUT = new Set([
  ...[
    'a',
    'article',
    'body',
    'div',
    'fieldset',
    'form',
    'main',
    'nav',
    'ol',
    'section',
    'table',
    'ul',
  ],
]);
const VOID = new Set(['input', 'meta', 'br', 'img', 'hr', 'link', 'add']);

function insideOf(text: string, begin: number, name: string): { shown: string; length: number } {
  const closing = new RegExp(String.raw`^</(?:[\w.-]{1,64}:)?${escaped(name)}\s*>$`, 'i');
  const mostParts = LAYOUT.has(name.toLowerCase()) ? 1 : MOST_PARTS;
  const shown: string[] = [];
  INSIDE.lastIndex = begin;
  let end = begin;
  for (let count = 0; count < mostParts; count += 1) {
    const part = INSIDE.exec(text)?.[0];
    if (part === undefined || closing.test(part)) break;
    const isTag = part.startsWith('<') && !part.startsWith('<![CDATA[');
    if (isTag || part.trim() === '' || part.trim() === HIDDEN) shown.push(part);
    else if (shown.at(-1) !== HIDDEN) shown.push(HIDDEN);
    end = INSIDE.lastIndex;
  }
  return { shown: shown.join(''), length: end - begin };
}

function hideNext(text: string, isSecretName: IsSecretName): string {
  const parts: string[] = [];
  let end = 0;
  NAME_ELEMENT.lastIndex = 0;
  for (let found = NAME_ELEMENT.exec(text); found; found = NAME_ELEMENT.exec(text)) {
    const name = found[3] ?? '';
    if (!isLabel(name, isSecretName)) {
      // What was passed over may be the name of what follows.
      NAME_ELEMENT.lastIndex = found.index + found[0].lastIndexOf(name) + name.length;
      continue;
    }
    const value = /[^<]{1,65536}/uy;
    value.lastIndex = NAME_ELEMENT.lastIndex;
    const content = value.exec(text)?.[0] ?? '';
    // After a sign, it is an assignment.
    if (/^\s*(?:$|[:=：＝]|\[hidden\])/.test(content)) continue;
    parts.push(text.slice(end, NAME_ELEMENT.lastIndex), HIDDEN);
    end = NAME_ELEMENT.lastIndex + content.length;
    NAME_ELEMENT.lastIndex = end;
  }
  return end === 0 ? text : parts.join('') + text.slice(end);
}

const MOST_WORDS = 3;

/** A cell or an element that holds a name alone, and no sentence. */
export function isLabel(text: string, isSecretName: IsSecretName): boolean {
  // Its value already stands in it.
  if (/[:=]\s{0,8}[^\s*_~`]/.test(text)) return false;
  const name = text.replace(/[*_~`:"']+|<[^<>]{0,64}>|&nbsp;/g, ' ').trim();
  if (name === '' || name.length > 64) return false;
  return name.split(/\s+/).length <= MOST_WORDS && isSecretName(name, '');
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

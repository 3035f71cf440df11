import { HIDDEN } from './markers';
import type { IsSecretName } from './secret-names';

/** `<password>x</password>`, also with a CDATA section; cut texts may lack the end. */
const ELEMENT =
  /<(?:[\w.-]{1,64}:)?([\p{L}_][\p{L}\p{N}_.-]{0,63})((?:\s[^<>]{0,512})?)>((?:<!\[CDATA\[[\s\S]*?(?:\]\]>|$))|[^<]{1,65536})/gu;
/** `<entry key="password">x</entry>` names its value in an attribute. */
const NAMED = /\s(?:name|key|id|field|type)\s{0,4}=\s{0,4}["']([^"'<>]{1,255})["']/iu;
/** `<input type="password" value="x">`, in either order. */
const INPUT = /<[\p{L}_][^<>]{0,2048}>/gu;
const INPUT_VALUE = /(\svalue\s{0,4}=\s{0,4})(["'])[^"'<>]*(\2|$)/giu;

/** Hides the content of XML and HTML elements with secret names. */
export function hideInMarkup(text: string, isSecretName: IsSecretName): string {
  if (!text.includes('<')) return text;
  return text
    .replace(ELEMENT, (whole, name: string, attributes: string, value: string) => {
      const named = NAMED.exec(attributes)?.[1];
      const isSecret = isSecretName(name, value) || (named && isSecretName(named, value));
      if (!isSecret || value.trim() === '') return whole;
      return `${whole.slice(0, whole.length - value.length)}${HIDDEN}`;
    })
    .replace(INPUT, (tag) => {
      const named = NAMED.exec(tag)?.[1];
      return named && isSecretName(named, '') ? tag.replace(INPUT_VALUE, `$1$2${HIDDEN}$2`) : tag;
    });
}

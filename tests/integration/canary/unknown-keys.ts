import type { Mint } from './mint';

export type Fields = Record<string, unknown>;
type Plant = (mint: Mint) => Fields;

/** One position: the same value under keys that no schema knows. */
const at = (position: string, plant: (word: string, mint: Mint) => Fields): Plant => {
  const name = `unknown key: ${position}`;
  return (mint) => plant(mint.word(name), mint);
};
const number = (position: string, plant: (number: number) => Fields): Plant => {
  const name = `unknown key: ${position}`;
  return (mint) => plant(mint.number(name));
};

/** Nested so deep that a walker gives up. */
const nested = (depth: number, value: unknown): unknown =>
  depth === 0 ? value : { inner: nested(depth - 1, value) };

/** Names that people give to what is secret; each of them alone would be told by its name. */
const SECRET_NAMES = [
  ...[
    'password',
    'oldpassword',
    'newpassword',
    'passwordhash',
    'passWord',
    'smtpPass',
    'SMTP_PASS',
  ],
  ...['dbPass', 'pin', 'apiKey', 'x-api-key', 'clientSecret', 'passwort', 'motDePasse', 'clave'],
  ...[
    'пароль',
    '密码',
    'パスワード',
    'pаssword',
    'ｐａｓｓｗｏｒｄ',
    'pass\u200bword',
    'PASSWD',
    'pwd',
    'otp',
    'cvv',
  ],
  ...['recovery_codes', 'mnemonic', 'credentials', 'authorization', 'cookie', 'sessionid', 'jwt'],
];

/** Every position that a value can have under a key that no schema knows. */
export const UNKNOWN_KEYS: readonly Plant[] = [
  at('text', (word) => ({ xBadge: word })),
  number('number', (value) => ({ xBadge2: value })),
  number('negative number', (value) => ({ xBadge3: -value })),
  number('fraction', (value) => ({ xBadge4: value + 0.5 })),
  at('text in an object', (word) => ({ xInner: { badge: word } })),
  number('number in an object', (value) => ({ xInner2: { badge: value } })),
  at('text in a list', (word) => ({ xList: [word] })),
  number('number in a list', (value) => ({ xList2: [value] })),
  at('text in a list of lists', (word) => ({ xLists: [[[word]]] })),
  number('number in a list of lists', (value) => ({ xLists2: [[value]] })),
  at('text in a list of objects', (word) => ({ xRows: [{ badge: word }] })),
  at('text beside known words', (word) => ({ xSentence: `My badge says ${word}, as it should` })),
  at('deep', (word) => ({ xDeep: nested(40, word) })),
  at('JSON in a text', (word) => ({ xJson: JSON.stringify({ badge: word }) })),
  at('JSON in JSON in a text', (word) => ({ xJson2: JSON.stringify(JSON.stringify({ a: word })) })),
  number('JSON number in a text', (value) => ({ xJson3: `{"badge":${value}}` })),
  at('form in a text', (word) => ({ xForm: `a=1&badge=${word}` })),
  at('XML in a text', (word) => ({ xXml: `<badge>${word}</badge>` })),
  at('XML password in a text', (word) => ({ xXml2: `<password>${word}</password>` })),
  at('command line in a text', (word) => ({ xLine: `tool --password=${word} --user=me` })),
  at('path of an address', (word) => ({ xUrl: `https://hooks.example.com/services/${word}/x` })),
  at('query of an address', (word) => ({ xUrl2: `https://example.com/?badge=${word}` })),
  at('credentials of an address', (word) => ({ xUrl3: `https://me:${word}@example.com/` })),
  at('data address', (word) => ({ xUrl4: `data:text/plain,${word}` })),
  at('pair of name and value', (word) => ({ xPair: { name: 'password', value: word } })),
  at('pair of type and value', (word) => ({ xPair2: { type: 'password', value: word } })),
  at('pair of label and value', (word) => ({ xPair3: { label: 'Password', value: word } })),
  at('list of pairs', (word) => ({ xPairs: [['password', word]] })),
  at('old and new', (word, mint) => ({
    xChange: { changePassword: { old: word, new: mint.word('unknown key: old and new') } },
  })),
  (mint) => ({ [mint.hex('unknown key: name, hexadecimal digits')]: 1 }),
  (mint) => ({ xNames: [{ [mint.hex('unknown key: name in a list')]: 'plain' }] }),
  (mint) => ({ [`x[${mint.hex('unknown key: name in brackets')}]`]: 'plain' }),
  (mint) => ({ headers: { [mint.hex('unknown key: name of a header')]: 'plain' } }),
  at('flat pairs', (word) => ({ rawHeaders: ['X-Api-Key', word] })),
  at('key with dots', (word) => ({ 'x.badge.number': word })),
  at('key with brackets', (word) => ({ 'x[badge]': word })),
  at('key with blanks', (word) => ({ 'My badge number is': word })),
  at('key of digits', (word) => ({ '0': word })),
  at('key of nothing', (word) => ({ '': word })),
  at('very long key', (word) => ({ [`x${'y'.repeat(5_000)}`]: word })),
  at('key of another script', (word) => ({ значение: word })),
  at('key "constructor"', (word) => ({ constructor: { prototype: { badge: word } } })),
  at('key "toString"', (word) => ({ toString: word, valueOf: word, hasOwnProperty: word })),
  at('key "toJSON"', (word) => ({ toJSON: word })),
  at('key "__proto__"', (word) => JSON.parse(`{"__proto__":{"badge":"${word}"}}`) as Fields),
  at('key "length"', (word) => ({ xLike: { length: 1, '0': word } })),
  at('envelope "data"', (word) => ({ xData: { data: { attributes: { badge: word } } } })),
  at('envelope "meta"', (word) => ({ meta: { badge: word } })),
  at('envelope "pagination"', (word) => ({ pagination: { badge: word } })),
  at('envelope "error"', (word) => ({
    error: { badge: word, message: word, details: { a: word } },
  })),
  at('envelope "errors"', (word) => ({ errors: [{ message: word, path: [word] }] })),
  at('envelope "params"', (word) => ({ params: { badge: word }, query: { badge: word } })),
  at('envelope "results"', (word) => ({ results: [{ badge: word }] })),
  at('marker of the plugin', (word) => ({ xMarked: `[hidden] ${word}`, hidden: word })),
  at('marker as a key', (word) => ({ '[hidden]': word })),
  at('file', (word) => ({ xFile: { originalFilename: word, filepath: `/tmp/${word}` } })),
  ...SECRET_NAMES.map((name) => at('secret name', (word) => ({ [name]: word }))),
  ...SECRET_NAMES.map((name) =>
    number('secret name, number', (value) => ({ xs: { [name]: value } }))
  ),
];

/** An object with so many of the positions, none of which a type's own attributes hide. */
export const unknownKeys = (mint: Mint, count = UNKNOWN_KEYS.length): Fields =>
  // Spread, because assigning `__proto__` would not add a key.
  mint.sample(UNKNOWN_KEYS, count).reduce<Fields>((all, plant) => ({ ...all, ...plant(mint) }), {});

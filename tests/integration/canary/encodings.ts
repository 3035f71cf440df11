import { gzipSync } from 'node:zlib';
import type { Mint } from './mint';
import type { Fields } from './unknown-keys';

export interface Encoded {
  headers: Record<string, string>;
  body: Buffer;
}
type Encode = (fields: Fields, mint: Mint) => Encoded;

const typed = (type: string | null, body: string | Buffer, more: object = {}): Encoded => ({
  headers: { ...(type !== null && { 'content-type': type }), ...more },
  body: typeof body === 'string' ? Buffer.from(body) : body,
});
const json = JSON.stringify;

/** `a[b][0]=x` for every leaf, as a form sends an object. */
function* pairs(value: unknown, name: string): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null) yield [name, String(value)];
  else if (Array.isArray(value)) {
    for (const item of value) yield* pairs(item, `${name}[]`);
  } else {
    for (const [key, inner] of Object.entries(value)) yield* pairs(inner, `${name}[${key}]`);
  }
}
const formPairs = (fields: Fields): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]) => [...pairs(value, name)]);

const form = (fields: Fields): string =>
  formPairs(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

const BOUNDARY = 'between-the-parts';
interface Part {
  name: string;
  value: string;
  file?: { name: string; type: string };
}
function multipart(parts: Part[]): Encoded {
  const quoted = (text: string) => text.replaceAll('"', '%22').replace(/[\r\n]/g, ' ');
  const text = parts.map(({ name, value, file }) => {
    const filename = file ? `; filename="${quoted(file.name)}"` : '';
    const type = file ? `\r\ncontent-type: ${file.type}` : '';
    const head = `content-disposition: form-data; name="${quoted(name)}"${filename}${type}`;
    return `--${BOUNDARY}\r\n${head}\r\n\r\n${value}\r\n`;
  });
  return typed(`multipart/form-data; boundary=${BOUNDARY}`, `${text.join('')}--${BOUNDARY}--\r\n`);
}

/** An object in XML, as people write it by hand. */
const xml = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, inner]) => `<${key.slice(0, 60)}>${xml(inner)}</${key.slice(0, 60)}>`)
        .join('')
    : String(value);

/** Whatever a body can be sent as. What a route accepts is its own affair. */
export const ENCODINGS: Readonly<Record<string, Encode>> = {
  json: (fields) => typed('application/json', json(fields)),
  'json in data': (fields) => typed('application/json', json({ data: fields })),
  'json list': (fields) => typed('application/json', json([fields, [fields]])),
  'json by another name': (fields) => typed('application/vnd.api+json', json(fields)),
  'json patch': (fields) =>
    typed(
      'application/json-patch+json',
      json(Object.entries(fields).map(([path, value]) => ({ op: 'add', path: `/${path}`, value })))
    ),
  'json, Latin 1': (fields) => typed('application/json; charset=latin1', json(fields)),
  'json, UTF-16': (fields) =>
    typed('application/json; charset=utf-16le', Buffer.from(json(fields), 'utf16le')),
  'json, byte order mark': (fields) => typed('application/json', `\ufeff${json(fields)}`),
  'json, compressed': (fields) =>
    typed('application/json', gzipSync(json(fields)), { 'content-encoding': 'gzip' }),
  'json with duplicate keys': (fields) => {
    const body = json(fields).slice(1, -1);
    return typed('application/json', `{${body}${body && ','}${body}}`);
  },
  'json as a text': (fields) => typed('application/json', json(json(fields))),
  'broken json, cut': (fields) => typed('application/json', json(fields).slice(0, -1)),
  'broken json, at once': (_fields, mint) =>
    typed('application/json', `${mint.word('beginning of a broken body')}${json({})}`),
  'broken json, in the middle': (_fields, mint) =>
    typed('application/json', `{"a": ${mint.word('middle of a broken body')}}`),
  'json of one value': (_fields, mint) => typed('application/json', json(mint.word('whole body'))),
  'json of one number': (_fields, mint) =>
    typed('application/json', json(mint.number('whole body, number'))),
  form: (fields) => typed('application/x-www-form-urlencoded', form(fields)),
  'form of data': (fields) => typed('application/x-www-form-urlencoded', form({ data: fields })),
  'form with JSON': (fields) =>
    typed('application/x-www-form-urlencoded', `data=${encodeURIComponent(json(fields))}`),
  'json sent as a form': (fields) => typed('application/x-www-form-urlencoded', json(fields)),
  'one word sent as a form': (_fields, mint) =>
    typed(
      'application/x-www-form-urlencoded',
      `${mint.number('key of a form')}&${mint.word('key of a form, after a blank')} is+it`
    ),
  multipart: (fields) => multipart(formPairs(fields).map(([name, value]) => ({ name, value }))),
  'multipart with data': (fields) => multipart([{ name: 'data', value: json(fields) }]),
  'multipart with texts': (fields) =>
    multipart(Object.entries(fields).map(([name, value]) => ({ name, value: json(value) ?? '' }))),
  'multipart with data and a file': (fields, mint) =>
    multipart([
      { name: 'data', value: json(fields) },
      {
        name: 'xFile',
        value: mint.word('content of a file'),
        file: { name: `${mint.word('name of a file')}.svg`, type: 'image/svg+xml' },
      },
    ]),
  'multipart with a broken end': (fields) => {
    const { headers, body } = multipart([{ name: 'data', value: json(fields) }]);
    return { headers, body: body.subarray(0, -20) };
  },
  'text with JSON': (fields) => typed('text/plain;charset=UTF-8', json(fields)),
  text: (_fields, mint) => typed('text/plain', `The word is ${mint.word('text')} as agreed`),
  'text of assignments': (fields) => typed('text/plain', form(fields).replaceAll('&', '\n')),
  html: (fields) => typed('text/html', `<form>${xml(fields)}</form>`),
  xml: (fields) => typed('text/xml', `<?xml version="1.0"?><body>${xml(fields)}</body>`),
  'application xml': (fields) => typed('application/xml', `<body>${xml(fields)}</body>`),
  soap: (fields) => typed('application/soap+xml', `<Envelope>${xml(fields)}</Envelope>`),
  csv: (fields) =>
    typed(
      'text/csv',
      Object.values(fields)
        .map((value) => json(value))
        .join(';')
    ),
  bytes: (fields) => typed('application/octet-stream', json(fields)),
  'no media type': (fields) => typed(null, json(fields)),
  'no such media type': (fields) => typed('nonsense', json(fields)),
  'json lines': (fields) => typed('application/x-ndjson', `${json(fields)}\n${json(fields)}`),
  graphql: (_fields, mint) =>
    typed('application/graphql', `{ a(b: "${mint.word('GraphQL document')}") }`),
};

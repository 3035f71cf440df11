import type { Mint } from './mint';
import { isManaged, isSecret, type Attribute, type Model, type Models } from './models';
import { unknownKeys, type Fields } from './unknown-keys';

/** How the secrets of an entry are sent: as their types have it, or as something else. */
export const SPELLINGS = ['right', 'number', 'object', 'list', 'lists', 'text'] as const;
export type Spelling = (typeof SPELLINGS)[number];

export interface EntryOptions {
  spelling: Spelling;
  /** Further keys that no attribute has, at each level. */
  unknown: boolean;
}

const MAX_DEPTH = 3;

/** A body of the type: content is ordinary, everything that must not be stored is a canary. */
export function entryBody(
  { attributes }: Model,
  models: Models,
  mint: Mint,
  options: EntryOptions,
  depth = 0
): Fields {
  const fields: Fields = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    if (isManaged(name)) continue;
    const value = isSecret(name, attribute)
      ? secretOf(attribute, models, mint, options, depth)
      : contentOf(attribute, models, mint, options, depth);
    if (value !== undefined) fields[name] = value;
  }
  return options.unknown ? { ...unknownKeys(mint, 3), ...fields } : fields;
}

function contentOf(
  { type, component, components, repeatable, ...attribute }: Attribute,
  models: Models,
  mint: Mint,
  options: EntryOptions,
  depth: number
): unknown {
  const entryOf = (uid: string | undefined) =>
    entryBody(models.get(uid!)!, models, mint, options, depth + 1);
  if (type === 'component') {
    if (depth >= MAX_DEPTH) return undefined;
    return repeatable ? [entryOf(component), entryOf(component)] : entryOf(component);
  }
  if (type === 'dynamiczone') {
    if (depth >= MAX_DEPTH) return undefined;
    return (components ?? []).map((uid) => ({ __component: uid, ...entryOf(uid) }));
  }
  if (type === 'json') {
    return {
      colour: 'blue',
      password: mint.word('secret name in a JSON attribute'),
      list: [{ apiKey: mint.word('secret name in a list in a JSON attribute') }],
      smtpPass: mint.number('secret name in a JSON attribute, number'),
    };
  }
  if (type === 'enumeration') return (attribute.enum as string[])[0];
  return CONTENT[type];
}

/** What is no secret. */
const CONTENT: Record<string, unknown> = {
  string: 'Ordinary',
  text: 'Ordinary',
  richtext: 'Ordinary',
  email: 'public@example.com',
  integer: 3,
  biginteger: '4',
  float: 1.5,
  decimal: 2.5,
  boolean: true,
  date: '2025-01-02',
  datetime: '2025-01-02T03:04:05.000Z',
  time: '03:04:05.000',
  blocks: [{ type: 'paragraph', children: [{ type: 'text', text: 'Ordinary' }] }],
};

function secretOf(
  attribute: Attribute,
  models: Models,
  mint: Mint,
  options: EntryOptions,
  depth: number
): unknown {
  const { type } = attribute;
  const kind = `${attribute.private ? 'private ' : ''}${type}`;
  if (type === 'component' || type === 'dynamiczone') {
    return contentOf({ ...attribute }, secretive(models), mint, options, depth);
  }
  if (options.spelling !== 'right') {
    return misspelt[options.spelling](mint, `${kind} sent as another type: ${options.spelling}`);
  }
  return values[type]?.(mint, kind);
}

/** Inside of what is private, everything is. */
const secretive = (models: Models): Models =>
  new Map(
    [...models].map(([uid, model]) => {
      const all = Object.entries(model.attributes).map(([name, attribute]) => [
        name,
        ['json', 'enumeration'].includes(attribute.type)
          ? attribute
          : { ...attribute, private: true },
      ]);
      return [uid, { ...model, attributes: Object.fromEntries(all) }];
    })
  );

/** Values of the right type. What cannot carry nine digits or a word (a decimal, a date) has none. */
const values: Record<string, (mint: Mint, kind: string) => unknown> = {
  string: (mint, kind) => mint.word(kind),
  text: (mint, kind) => mint.word(kind),
  richtext: (mint, kind) => `**${mint.word(kind)}**`,
  uid: (mint, kind) => mint.word(kind),
  password: (mint, kind) => mint.password(kind),
  email: (mint, kind) => mint.email(kind),
  integer: (mint, kind) => mint.number(kind),
  biginteger: (mint, kind) => String(mint.number(kind)),
  float: (mint, kind) => mint.number(kind),
  json: (mint, kind) => ({ a: mint.word(kind), b: [mint.number(kind)] }),
  blocks: (mint, kind) => [
    { type: 'paragraph', children: [{ type: 'text', text: mint.word(kind) }] },
  ],
};

const misspelt: Record<Exclude<Spelling, 'right'>, (mint: Mint, kind: string) => unknown> = {
  number: (mint, kind) => mint.number(kind),
  object: (mint, kind) => ({ value: mint.word(kind), set: [mint.number(kind)] }),
  list: (mint, kind) => [mint.word(kind), mint.number(kind)],
  lists: (mint, kind) => [[mint.word(kind)], [{ a: mint.number(kind) }]],
  text: (mint, kind) => `{"inner":"${mint.word(kind)}"}`,
};

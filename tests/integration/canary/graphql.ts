import type { App } from '../../helpers/boot-app';
import type { Mint, Mints } from './mint';
import { readSchema, secretsByInput, type Field } from './graphql-schema';
import type { Models } from './models';
import type { People } from './people';
import type { Sent } from './send';

/** How a secret stands in GraphQL. */
const LITERALS = ['string', 'block string', 'number', 'enum', 'list', 'object'];
const VARIABLES = [
  'variable',
  'variable of a number',
  'whole variable',
  'default',
  'variable of a list',
];
const FORMS = [...LITERALS, ...VARIABLES];
/** For queries, which hold secrets in filters only. */
const FEW = 3;

interface Writing {
  mint: Mint;
  form: string;
  /** Variables that the document declares, with default and value. */
  declared: { name: string; type: string; fallback: string | null; value: unknown }[];
}

/** `[String!]!` is a list of `String`. */
const bare = (type: string): string => type.replace(/[[\]!]/g, '');

export async function graphqlRequests(
  app: App,
  models: Models,
  mints: Mints,
  people: People
): Promise<Sent[]> {
  const schema = await readSchema(app);
  const secretIn = secretsByInput(models);
  const isSecretField = (input: string, name: string) =>
    secretIn(input).has(name) ||
    /password|passphrase|secret|token|captcha/i.test(name) ||
    // Of a link to reset a password; a locale has one too.
    (input === '' && name === 'code');
  const content: Record<string, string> = {
    String: '"plain"',
    ID: '"987654"',
    Int: '1',
    Float: '1.5',
    Boolean: 'true',
    Long: '1',
    ...{ JSON: '{a: "plain"}', DateTime: '"2025-01-02T03:04:05.000Z"', Date: '"2025-01-02"' },
    Time: '"03:04:05.000"',
    I18NLocaleCode: '"en"',
  };

  /** A value of the type, as it is written in a document. */
  function literal(
    type: string,
    name: string,
    writing: Writing,
    inside: string,
    depth: number
  ): string {
    if (isSecretField(inside, name)) return secretLiteral(type, name, writing);
    const fields = schema.inputs[bare(type)];
    const isList = type.startsWith('[');
    if (fields) {
      if (depth > 4) return isList ? '[]' : '{}';
      const some = fields.filter(
        ({ name: field }) => !['and', 'or', 'not', 'id', 'documentId', 'locale'].includes(field)
      );
      const written = some
        .filter(({ name: field, type: inner }) => keeps(inner, field, depth))
        .map(
          ({ name: field, type: inner }) =>
            `${field}: ${literal(inner, field, writing, bare(type), depth + 1)}`
        );
      return isList ? `[{ ${written.join(', ')} }]` : `{ ${written.join(', ')} }`;
    }
    const value = schema.enums[bare(type)] ?? content[bare(type)] ?? zone(type, name, writing);
    return isList ? `[${value}]` : value;
  }
  /** A component in a dynamic zone, whose type GraphQL does not describe. */
  function zone(type: string, name: string, writing: Writing): string {
    if (!/DynamicZoneInput/.test(type)) return '"plain"';
    const [component, secret] = type.includes('Vault')
      ? ['ComponentVaultBox', 'privateString']
      : ['ComponentBlocksQuote', 'secret'];
    const value = secretLiteral('String', name, writing);
    return `{ __typename: "${component}", text: "plain", ${secret}: ${value} }`;
  }
  const keeps = (type: string, field: string, depth: number): boolean =>
    depth < 3 || !schema.inputs[bare(type)] || /links|seo|tags|box/.test(field);

  function secretLiteral(type: string, name: string, { mint, form, declared }: Writing): string {
    const position = `${form}: ${bare(type)} ${/Filter/.test(type) ? 'filter' : 'secret'}`;
    const variable = (declaredType: string, value: unknown, fallback: string | null = null) => {
      const called = `v${declared.length}`;
      declared.push({ name: called, type: declaredType, fallback, value });
      return `$${called}`;
    };
    const fields = schema.inputs[bare(type)];
    if (fields) {
      const inner = fields.filter(({ type: one }) => !schema.inputs[bare(one)]).slice(0, 2);
      const written = inner.map(
        (field) =>
          `${field.name}: ${secretLiteral(field.type, field.name, { mint, form, declared })}`
      );
      return type.startsWith('[') ? `[{ ${written.join(', ')} }]` : `{ ${written.join(', ')} }`;
    }
    const isNumber = ['Int', 'Float'].includes(bare(type));
    const right = () => (isNumber ? mint.number(position) : mint.password(position));
    const forms: Record<string, () => string> = {
      string: () => JSON.stringify(right()),
      'block string': () => `"""\n  ${mint.word(position)} "quoted"\n"""`,
      number: () => String(mint.number(position)),
      enum: () => mint.word(position),
      list: () => `["${mint.word(position)}", ${mint.number(position)}]`,
      object: () => `{ ${name}: "${mint.word(position)}", other: ${mint.number(position)} }`,
      variable: () => variable(type.replace('!', ''), right()),
      'variable of a number': () => variable(type.replace('!', ''), mint.number(position)),
      'variable of a list': () => variable(type.replace('!', ''), [{ a: mint.word(position) }]),
      default: () => variable(type.replace('!', ''), undefined, JSON.stringify(right())),
    };
    return forms[form]!();
  }

  /** The whole argument as one variable, as most clients send it. */
  function requestFor(field: Field, form: string): { query: string; variables: object } {
    const mint = mints.for('graphql', field.name);
    const isWhole = form === 'whole variable';
    const writing: Writing = { mint, form: isWhole ? 'string' : form, declared: [] };
    const args = field.args.map(({ name, type }) => {
      const text = literal(type, name, writing, '', 0);
      if (!isWhole) return `${name}: ${text}`;
      const value = bare(type) in schema.enums ? text : valueOf(text);
      writing.declared.push({ name, type, fallback: null, value });
      return `${name}: $${name}`;
    });
    const heads = writing.declared.map(
      ({ name, type, fallback }) => `$${name}: ${type}${fallback ? ` = ${fallback}` : ''}`
    );
    const odd = oddities(mint);
    const called = args.length > 0 ? `${odd.gap}(${args.join(', ')})` : '';
    const query =
      `${field.kind} ${odd.operation}${heads.length > 0 ? `(${heads.join(', ')})` : ''} {` +
      `\n  # my badge says ${mint.word('comment')}\n  ${odd.alias}${field.name}${called} ` +
      `${odd.directive} ${field.selection === '' ? '' : odd.selection}\n}${odd.fragment}`;
    const values = writing.declared.filter(({ value }) => value !== undefined);
    return {
      query,
      variables: {
        ...Object.fromEntries(values.map(({ name, value }) => [name, value])),
        xUndeclared: mint.word('undeclared variable'),
        password: [mint.number('undeclared variable, number')],
      },
    };
  }

  const callers = ['API token', 'end user', 'public', 'wrong session'];
  return schema.fields.flatMap((field, position) =>
    mints
      .for('none', 'none')
      .sample(FORMS, field.kind === 'mutation' ? FORMS.length : FEW)
      .flatMap((form, index) => {
        const actor = callers[(position + index) % callers.length]!;
        const mint = mints.for('graphql', field.name);
        const token = people.tokens.get(actor) ?? mint.word('header Authorization');
        const headers = {
          'content-type': 'application/json',
          ...(actor !== 'public' && { authorization: `Bearer ${token}` }),
        };
        return sendings(requestFor(field, form), mint, index, headers);
      })
  );
}

/** What else a document may hold, some of it in each. */
function oddities(mint: Mint) {
  const odd = mint.draw(12);
  return {
    gap: odd === 1 ? ' \n\t ' : '',
    operation: mint.word('name of an operation'),
    alias: odd === 2 ? `${mint.word('name of an alias')}: ` : '',
    directive:
      odd === 3 ? `@include(if: ${mint.draw(2) ? 'true' : `"${mint.word('directive')}"`})` : '',
    selection: odd === 4 ? '{ ...Rest }' : '{ __typename }',
    fragment:
      odd === 4
        ? `\nfragment Rest on Article { author(filters: { email: { eq: "${mint.word('fragment')}" } }) { name } }`
        : odd === 5
          ? `\n"${mint.word('text after the end')}`
          : '',
  };
}

/** One request in one of the forms that the endpoint takes, or does not. */
function sendings(
  { query, variables }: { query: string; variables: object },
  mint: Mint,
  index: number,
  headers: Record<string, string>
): Sent[] {
  const post = (body: unknown): Sent => ({
    method: 'POST',
    path: '/graphql',
    headers,
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });
  const extensions = { persistedQuery: { version: 1, sha256Hash: mint.word('persisted query') } };
  const whole = { query, variables, operationName: /^\w+ (\w+)/.exec(query)?.[1] };
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const others: (() => Sent)[] = [
    () => post(whole),
    () => post([whole, { ...whole, extensions }]),
    () => ({
      ...{ method: 'GET', path: `/graphql?${String(parameters)}`, body: null },
      headers: { ...headers, 'apollo-require-preflight': 'true' },
    }),
    () => post({ ...whole, extensions, xBadge: mint.word('unknown key of the body') }),
    () => post(JSON.stringify(whole).slice(0, -2)),
    () => ({ ...post(query), headers: { ...headers, 'content-type': 'application/graphql' } }),
    () => ({ ...post(String(parameters)), headers: { ...headers, 'content-type': FORM } }),
    () => ({ ...post(whole), path: `/graphql?password=${mint.word('query parameter')}` }),
  ];
  const [first] = others;
  const other = others[index % others.length]!;
  return mint.draw(2) ? [first!()] : [other()];
}
const FORM = 'application/x-www-form-urlencoded';

/** Reads a literal of GraphQL back: names are not quoted in it. */
const valueOf = (text: string): unknown =>
  JSON.parse(
    text.replace(/(\w+):(?=\s)/g, '"$1":').replace(/: ([A-Za-z_]\w*)(?=[,\s}\]])/g, quoteName)
  ) as unknown;
const quoteName = (whole: string, name: string): string =>
  ['true', 'false', 'null'].includes(name) ? whole : `: "${name}"`;

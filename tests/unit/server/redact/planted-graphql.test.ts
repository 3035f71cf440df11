import fc from 'fast-check';
import { captureWith, redactorWith } from './fixtures';

const SECRET = 'tulip-71000001';
const redactor = redactorWith({ maxBodyBytes: 1_000_000 });
const stored = (requestBody: unknown, responseBody: unknown = null) =>
  JSON.stringify(
    redactor.request(
      captureWith({ origin: 'graphql', handler: 'graphql', requestBody, responseBody })
    )
  );

/** What GraphQL ignores: blanks, line breaks, commas and comments. */
const gap = fc
  .array(fc.constantFrom(' ', '\n', '\r\n', '\t', ',', '# a comment\n', `# ${SECRET}\n`, ''), {
    maxLength: 5,
  })
  .map((parts) => ` ${parts.join('')}`);

const literal = fc.constantFrom(
  `"${SECRET}"`,
  `"""\n ${SECRET}\n"""`,
  `["${SECRET}", "${SECRET}"]`,
  `{ a: "${SECRET}", b: [{ c: """${SECRET}""" }] }`,
  '71000001',
  '71000001.5',
  '[71000001]'
);

/** Calls with a hole where the secret goes. */
const call = fc.constantFrom(
  (value: string) => `resetPassword_(code: ${value}, password: ${value}) { jwt }`,
  (value: string) => `changePassword_(currentPassword: ${value}) { jwt }`,
  (value: string) => `emailConfirmation_(confirmation: ${value}) { jwt }`,
  (value: string) => `login_(input: { identifier: ${value}, password: ${value} }) { jwt }`,
  (value: string) => `forgotPassword_(email: ${value}) { ok }`,
  (value: string) => `createArticle_(data: { pin: ${value}, title: "T" }) { documentId }`,
  (value: string) => `createArticle_(data: { titel: ${value} }) { documentId }`,
  (value: string) => `createArticle_(data: { seo: { part: { unlock: ${value} } } }) { documentId }`,
  (value: string) => `createArticle_(data: { parts: [{ extra: ${value} }] }) { documentId }`,
  (value: string) =>
    `updateArticle_(documentId: ${value}, data: { vault: ${value} }) { documentId }`,
  (value: string) => `articles_(filters: { internalNotes: { eq: ${value} } }) { documentId }`,
  (value: string) => `articles_(filters: { or: [{ seo: { code: { in: ${value} } } }] }) { title }`,
  (value: string) => `articles_ { parts_(filters: { unlock: { eq: ${value} } }) { body } }`,
  (value: string) => `refundOrder_(amount: ${value}, note: ${value}) { ok }`,
  (value: string) => `articles_ @own_(secret: ${value}) { title }`
);

const document = fc
  .tuple(call, gap, fc.constantFrom('', 'x: '), fc.boolean(), literal)
  .map(([make, between, alias, inFragment, value]) => {
    const field = (shown: string) =>
      `${alias}${make(shown).replaceAll('_(', `${between}(`).replaceAll('_ ', ' ')}`;
    return { value, between, inFragment, field };
  });

describe('a secret planted in GraphQL', () => {
  it('does not survive as a literal, wherever it stands and however it is written', () => {
    fc.assert(
      fc.property(document, ({ value, inFragment, field }) => {
        const selection = inFragment
          ? `mutation { ...F }\nfragment F on Mutation { ${field(value)} }`
          : `mutation { ${field(value)} }`;
        const kept = stored({ query: selection });
        expect(kept).not.toMatch(/tulip|71000001/);
        expect(kept).toContain('mutation');
      }),
      { numRuns: 500 }
    );
  });

  it('does not survive as a variable, nor as its default', () => {
    fc.assert(
      fc.property(document, ({ value, field }) => {
        const isPlain = !value.startsWith('{') && !value.startsWith('[');
        const query = `mutation ($v: Any = ${isPlain ? value : 'null'}) { ${field('$v')} }`;
        const variables = { v: [SECRET, { deep: 71000001 }], unused: SECRET };
        for (const sent of [
          { query, variables },
          { query, variables: JSON.stringify(variables) },
          { operations: JSON.stringify({ query, variables }) },
          [{ query, variables }],
        ]) {
          expect(stored(sent)).not.toMatch(/tulip|71000001/);
        }
      }),
      { numRuns: 300 }
    );
  });

  it('does not survive in a nested input object that is a variable', () => {
    const query = 'mutation ($data: ArticleInput!) { createArticle(data: $data) { documentId } }';
    const data = {
      ...{
        title: 'T',
        pin: SECRET,
        extra: { a: SECRET },
        parts: [{ unlock: 71000001, more: SECRET }],
      },
      seo: { code: [SECRET], part: { unlock: { a: SECRET } } },
    };
    const kept = stored({ query, variables: { data } });
    expect(kept).not.toMatch(/tulip|71000001/);
    expect(kept).toContain('"title":"T"');
  });

  it.each([
    ['a broken document', `mutation { resetPassword(code: "${SECRET}"`],
    ['no GraphQL', SECRET],
    ['a schema', `"""${SECRET}""" type A { a: Int }`],
    ['an extension of a schema', `extend type A { a(b: String = "${SECRET}"): Int }`],
  ])('leaves only the length of %s', (_, query) => {
    const kept = stored({ query, variables: { a: SECRET } });
    expect(kept).not.toContain('tulip');
    expect(kept).toContain(`[hidden: GraphQL, ${query.length} characters]`);
  });

  it('does not survive in the answer, under an alias neither', () => {
    const query =
      'mutation { a: createArticle(data: {}) { t: pin s: seo { c: code } x } b: own { p: pin } login(input: {}) { jwt user { password } } }';
    const answer = {
      data: {
        a: {
          t: SECRET,
          s: { c: 71000001 },
          x: SECRET,
          parts_connection: { nodes: [{ unlock: SECRET }] },
        },
        ...{ b: { p: SECRET, other: SECRET }, login: { jwt: SECRET, user: { password: SECRET } } },
      },
      extensions: { trace: SECRET },
      errors: [{ message: `Bad ${SECRET}`, path: ['a'], extensions: { exception: SECRET } }],
    };
    expect(stored({ query }, answer)).not.toMatch(/tulip|71000001/);
  });
});

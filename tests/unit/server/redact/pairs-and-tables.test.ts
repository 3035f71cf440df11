import fc from 'fast-check';
import { change, eventWith, redactorWith, revealedBodyOf } from './fixtures';

const SECRET = 'hunter2';
const HOOK = `https://example.com/in/${SECRET}`;
const names = fc.constantFrom(
  ...['password', 'DB_PASSWORD', 'clientSecret', 'X-Api-Key', 'Passwort', 'doorCode']
);

const PAIRS: Record<string, (name: string, value: string) => unknown> = {
  'a type of a field': (fieldType, value) => ({ fieldType, value }),
  'a type of an input': (inputType, value) => ({ inputType, value }),
  'a question': (question, answer) => ({ question, answer }),
  'a column': (column, value) => ({ column, value }),
  'a variable': (env, value) => ({ env, value }),
  'a placeholder': (placeholder, value) => ({ placeholder, value }),
  'any other key': (whatever, value) => ({ whatever, value }),
  'a label in languages': (en, value) => ({ label: { en }, value }),
  'a label in an object': (name, value) => ({ meta: { name }, value }),
  'a value of a type': (name, stringValue) => ({ name, stringValue }),
  'a result': (name, result) => ({ name, result }),
  'a move': (key, to) => ({ key, from: 'a', to }),
  'a turn': (field, next) => ({ field, previous: 'a', next }),
  'columns and rows': (name, value) => ({ columns: ['id', name], rows: [[1, value]] }),
  'columns that are objects': (name, value) => ({
    columns: [{ name: 'id' }, { name }],
    rows: [[1, value]],
  }),
  'keys and values': (name, value) => ({ keys: ['id', name], values: [1, value] }),
  'a table with a head': (name, value) => [
    ['id', name],
    [1, value],
    [2, value],
  ],
  'a table of texts': (name, value) => [
    ['host', name, 'port'],
    ['db', value, '1'],
  ],
  'a client and its secret': (_, key) => ({ key, clientSecret: 'a' }),
  'a title': (title, value) => ({ title, value }),
};

describe('a value that stands beside its name', () => {
  it.each(Object.keys(PAIRS))('is hidden: %s', (form) => {
    fc.assert(
      fc.property(names, (name) => {
        const kept = JSON.stringify(revealedBodyOf(null, { at: PAIRS[form]!(name, SECRET) }));
        expect(kept).not.toContain(SECRET);
      }),
      { numRuns: 20 }
    );
  });

  it('is hidden in a group of settings, beside what groups have', () => {
    const groups = (secret: string) => ({
      changePassword: { options: 'x', old: secret },
      forgot_password: { enabled: true, code: secret },
      resetPassword: { policy: '', from: secret },
    });
    expect(revealedBodyOf(null, groups(SECRET))).toEqual(groups('[hidden]'));
    const mail = {
      reset_password: {
        display: 'Email.template.reset_password',
        icon: 'sync',
        options: { from: { name: 'A', email: 'a@example.com' }, object: 'Reset', message: '<p/>' },
      },
      resetPassword: { from: 'a@example.com', subject: 'S', enabled: true },
    };
    expect(revealedBodyOf(null, mail)).toEqual(mail);
  });

  it.each([
    [{ title: 'Secret Garden', content: 'A book' }],
    [{ slug: 'password-reset', title: 'Reset', content: 'How to do it' }],
    [{ title: 'Cookies', text: 'We bake them' }],
    [{ title: 'Secret Garden', data: 'x' }],
    [{ type: 'paragraph', content: 'A book', from: 'a', to: 'b' }],
    [{ question: 'When?', answer: 'Now' }],
    [{ name: 'Password reset', from: 'a', to: 'b', subject: 's' }],
    [{ columns: ['id', 'title'], rows: [[1, 'a']] }],
    [{ label: { en: 'Color' }, value: 'red' }],
    [{ note: 'the secret garden', value: 'red' }],
    [{ key: 'plain', secretary: 'Bo' }],
    [
      [
        ['id', 'title'],
        [1, 'a'],
      ],
    ],
  ])('is shown where the name is of no secret, or of an article: %j', (at) => {
    expect(revealedBodyOf(null, { at })).toEqual({ at });
  });
});

describe('the address of a hook in JSON', () => {
  const shown = 'https://example.com/…';
  it.each([
    [{ webhookUrls: [HOOK] }, { webhookUrls: [shown] }],
    [{ webhooks: [HOOK, { url: HOOK }] }, { webhooks: [shown, { url: shown }] }],
    [{ webhook: { url: HOOK, name: 'n' } }, { webhook: { url: shown, name: 'n' } }],
    [{ webhook: { a: [{ b: HOOK }] } }, { webhook: { a: [{ b: shown }] } }],
    [
      { key: 'webhookUrl', value: HOOK },
      { key: 'webhookUrl', value: shown },
    ],
    [
      { type: 'webhook', url: HOOK },
      { type: 'webhook', url: shown },
    ],
    [
      { title: 'webhook', url: 'https://example.com/a' },
      { title: 'webhook', url: 'https://example.com/a' },
    ],
    [{ webhook: null }, { webhook: null }],
    [{ webhooks: true }, { webhooks: true }],
  ])('%j is kept as %j', (body, kept) => {
    expect(revealedBodyOf(null, { at: body })).toEqual({ at: kept });
    const event = eventWith({ changes: [change({ path: 'settings', after: { at: body } })] });
    expect(redactorWith().event(event).changes[0]!.after).toEqual({ at: kept });
  });
});

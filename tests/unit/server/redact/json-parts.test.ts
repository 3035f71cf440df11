import fc from 'fast-check';
import { jsonChanges } from '../../../../server/src/diff/json-changes';
import { ARTICLE, eventWith, redactorWith } from './fixtures';

const CANARY = 'tulip-planted';
const HOOK = `https://hooks.example.com/services/${CANARY}`;

const NAMES = fc.constantFrom(
  ...['password', 'dbPassword', 'API_KEY', 'X-Api-Key', 'SMTP_PASS', 'contraseña', 'パスワード']
);

/** What makes a value a secret stands beside it or around it, and not in its own key. */
const FORMS: Record<string, (name: string, value: unknown) => unknown> = {
  'key and value': (key, value) => ({ key, value }),
  'name and value': (name, value) => ({ name, value, note: 'n' }),
  'type and default': (type, value) => ({ type, default: value }),
  'label and text': (label, text) => ({ label, text }),
  'a path and what is there': (name, value) => ({ path: ['smtp', name], after: value }),
  entries: (name, value) => [[name, value]],
  'entries beside others': (name, value) => [
    ['host', 'db'],
    [name, value],
  ],
  'entries that hold objects': (name, value) => [[name, { deep: [value] }]],
  'objects in a list': (name, value) => [
    { name: 'HOST', value: 'db' },
    { name, value },
  ],
  'a list as the value': (key, value) => ({ key, values: [{ inner: value }, { inner: 'b' }] }),
  'an object as the value': (key, value) => ({ key, value: { inner: { value } } }),
  'words of a command line': (name, value) => ['run', `--${name}`, value],
  'under its own name': (name, value) => ({ [name]: value }),
  'below its own name': (name, value) => ({ [name]: { inner: [{ value }] } }),
};

/** Values whose kind tells, whatever they are called. */
const VALUES: Record<string, (value: string) => unknown> = {
  'the address of a hook': (value) => ({ webhookUrl: `${HOOK}${value}`, other: 1 }),
  'the key of a client': (value) => ({ key: value, secret: 'x' }),
  'JSON in a text': (value) => ({ text: JSON.stringify({ password: value }) }),
};

/** Where it stands in the attribute: below objects and lists, beside what stays. */
const around = fc
  .array(fc.constantFrom('object', 'list', 'siblings'), { maxLength: 4 })
  .map((layers) => (value: unknown) => {
    const wrap: Record<string, (inner: unknown) => unknown> = {
      object: (inner) => ({ settings: inner }),
      list: (inner) => [{ first: true }, { settings: inner }],
      siblings: (inner) => ({ before: 1, smtp: inner, after: [1, 2] }),
    };
    return layers.reduce((inner, layer) => wrap[layer]!(inner), value);
  });

/** What is kept of the update of a JSON attribute. */
function keptOf(before: unknown, after: unknown) {
  const changes = jsonChanges({ path: 'settings', label: 'Settings', holder: '', before, after });
  expect(changes).not.toEqual([]);
  return redactorWith().event(
    eventWith({ changes, resource: { ...eventWith({}).resource, type: ARTICLE } })
  ).changes;
}

describe('a secret inside JSON that is updated', () => {
  it.each(Object.keys(FORMS))('is hidden as %s', (form) => {
    fc.assert(
      fc.property(NAMES, around, (name, wrap) => {
        const of = (value: unknown) => wrap(FORMS[form]?.(name, value));
        for (const [before, after] of [
          [`${CANARY}-1`, `${CANARY}-2`],
          ['other', `${CANARY}-2`],
          [`${CANARY}-1`, null],
        ]) {
          expect(JSON.stringify(keptOf(of(before), of(after)))).not.toContain(CANARY);
        }
      })
    );
  });

  it.each(Object.keys(FORMS))('is hidden as %s, where it comes or goes', (form) => {
    fc.assert(
      fc.property(NAMES, around, (name, wrap) => {
        const secret = wrap(FORMS[form]?.(name, CANARY));
        const plain = wrap({ key: 'colour', value: 'red' });
        expect(JSON.stringify([keptOf(plain, secret), keptOf(secret, plain)])).not.toContain(
          CANARY
        );
      })
    );
  });

  it.each(Object.keys(VALUES))('is hidden as %s', (form) => {
    fc.assert(
      fc.property(around, (wrap) => {
        const of = (value: string) => wrap(VALUES[form]?.(value));
        expect(JSON.stringify(keptOf(of(`${CANARY}-1`), of(`${CANARY}-2`)))).not.toContain(CANARY);
      })
    );
  });

  it('is shown where the pair names something else', () => {
    const of = (value: string) => ({ list: [{ key: 'colour', value }], size: 1 });
    expect(keptOf(of('red'), of('blue'))).toEqual([
      {
        path: 'settings.list.0.value',
        label: 'value',
        kind: 'value',
        before: 'red',
        after: 'blue',
      },
    ]);
  });
});

import { createSecretNames } from '../../../../server/src/redact/secret-names';
import { scrubText } from '../../../../server/src/redact/secret-shapes';
import { growthOf } from './growth';

const isSecretName = createSecretNames([]);
const scrub = (text: string) => scrubText(text, isSecretName);
const VALUE = 'vqxcanarymeadow';

const NAMES = ['Password', 'password', 'DB_PASSWORD', 'API key', 'Passwort', 'client-secret'];

describe('the name of a secret', () => {
  const forms: ((name: string) => string)[] = [
    ...['**', '*', '__', '`', '~~', '***'].flatMap((mark) => [
      (name: string) => `${mark}${name}:${mark} `,
      (name: string) => `${mark}${name}${mark}: `,
      (name: string) => `- ${mark}${name}:${mark} correct `,
    ]),
    ...['b', 'strong', 'em', 'code', 'i', 'span'].flatMap((tag) => [
      (name: string) => `<${tag}>${name}:</${tag}> `,
      (name: string) => `<${tag}>${name}</${tag}>: `,
      (name: string) => `<p><${tag}>${name}:</${tag}> correct `,
      (name: string) => `a ${name}: <${tag}>`,
    ]),
    ...[' ', '        ', '\t\t\t\t\t\t', ' '.repeat(40)].flatMap((blanks) =>
      ['=', ':', ' =', ' :'].flatMap((sign) => [
        (name: string) => `a, ${name}${sign}${blanks}`,
        (name: string) => `a, ${name}${blanks}${sign.trim()} `,
      ])
    ),
    (name) => `${name} (new): `,
    (name) => `${name} (of the staging server) = `,
    ...['- ', '* ', '+ ', '> ', '1. ', '12) ', '<p>', '<li>', '<br>', '<td>', '- [x] ', '## '].map(
      (before) => (name: string) => `Access\n${before}${name}: correct `
    ),
  ];

  it.each(NAMES)('%s is found however it is set', (name) => {
    const shown = forms.map((write) => `${write(name)}${VALUE}`);
    expect(shown.filter((text) => scrub(text).includes(VALUE))).toEqual([]);
    expect(shown.filter((text) => !scrub(text).includes(name))).toEqual([]);
    expect(shown.filter((text) => scrub(scrub(text)) !== scrub(text))).toEqual([]);
  });

  it.each([
    `spring.security.oauth2.client.registration.keycloak-internal-production.client-secret=${VALUE}`,
    `https://x.de/?${'a.'.repeat(60)}client-secret=${VALUE}`,
    `obj[0].password = ${VALUE}`,
    `user?.password: ${VALUE}`,
  ])('is found in %j', (text) => {
    expect(scrub(text)).not.toContain(VALUE);
  });

  it('keeps what stands around it', () => {
    expect(scrub('**Password:** hunter2\nBye')).toBe('**Password:** [hidden]\nBye');
    expect(scrub('<p>Password: correct hunter2</p><p>Bye</p>')).toBe(
      '<p>Password: [hidden]</p><p>Bye</p>'
    );
    expect(scrub('<strong>Password</strong>: hunter2<br>Bye')).toBe(
      '<strong>Password</strong>: [hidden]<br>Bye'
    );
  });
});

describe('the value of a secret', () => {
  const signs = ['&', ';', ',', '{', '"', "'", '`', '[', '<', '}', ']', '#', ' '];
  it.each(signs)('in a file of settings goes on after %s', (sign) => {
    for (const before of ['', 'A=1\n', 'export ', '\r\n  ']) {
      const text = `${before}DB_PASSWORD=a${sign}${VALUE}`;
      expect(scrub(`${text}\nHOST=b`)).toBe(`${before}DB_PASSWORD=[hidden]\nHOST=b`);
      expect(scrub(`${before}password=${sign}${VALUE}`)).not.toContain(VALUE);
    }
  });

  it.each(['&', ';', ',', '"', "'", '{', '['])('in a sentence goes on after %s', (sign) => {
    expect(scrub(`Use password=a${sign}${VALUE} at the door`)).toBe(
      'Use password=[hidden] at the door'
    );
  });

  it.each([`{${VALUE}}`, `[${VALUE}]`, `<${VALUE}>`, `&${VALUE}`, `b'${VALUE}'`, `N'${VALUE}'`])(
    'may be %s',
    (value) => {
      expect(scrub(`Use password=${value} here`)).not.toContain(VALUE);
    }
  );

  it('ends where the next pair begins', () => {
    expect(scrub('password=x&user=anna')).toBe('password=[hidden]&user=anna');
    expect(scrub('Use {password:x,user:anna}')).toBe('Use {password:[hidden],user:anna}');
  });

  it.each([
    `passwords:\n  - abc\n  - ${VALUE}\nuser: anna`,
    `passwords:\n- abc\n- ${VALUE}\nuser: anna`,
    `passwords:\n  anna: abc\n  bob:\n    x: ${VALUE}\nuser: anna`,
    `passwords:\r\n  - abc\r\n\r\n  - ${VALUE}\r\nuser: anna`,
    `password: |\n  abc\n  ${VALUE}\nuser: anna`,
    `password: >-\n  abc\n\n  ${VALUE}\nuser: anna`,
  ])('is the whole block in %j', (text) => {
    expect(scrub(text)).not.toContain(VALUE);
    expect(scrub(text)).not.toContain('abc');
    expect(scrub(text)).toMatch(/user: anna$/);
  });

  it.each([
    { passwords: ['abc', VALUE] },
    { password: { value: VALUE } },
    { password: [{ a: ['}', { b: VALUE }] }] },
    { tokens: ['"]', VALUE] },
  ])('in JSON is all of %j', (value) => {
    for (const layers of [1, 2, 3]) {
      let json: string = JSON.stringify({ ...value, user: 'anna' });
      for (let layer = 1; layer < layers; layer += 1) json = JSON.stringify({ log: json });
      expect(scrub(`Body: ${json} sent`)).not.toContain(VALUE);
      expect(scrub(`Body: ${json} sent`)).toContain('anna');
    }
  });
});

describe('a hostile text', () => {
  it.each([
    'password:',
    'password: ',
    '- password:\n',
    'a '.repeat(20) + ':',
    '{"password":[',
    '{"resetPassword":{"enabled":1,',
    'password=\\',
    'password=a,b',
    '<p <p password:',
    'password ( ',
    `x${' '.repeat(40)}`,
    'a.-_',
    '*`~]',
  ])('of %j is read in a time that grows with its length', (part) => {
    expect(growthOf(scrub, part)).toBeLessThan(10);
  });
});

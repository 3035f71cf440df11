import { createSecretNames, wordsOf } from '../../../../server/src/redact/secret-names';
import { scrubText } from '../../../../server/src/redact/secret-shapes';
import { ORDINARY, SECRET } from './names';

const isSecretName = createSecretNames([]);
const scrub = (text: string) => scrubText(text, isSecretName);
const VALUE = 'vqxcanarymeadow';

/** As people write the name: `api key` for `apiKey`. */
const spoken = (name: string): string =>
  wordsOf(name)
    .join(' ')
    .replace(/ (?=\d)/g, '')
    // `p.w.d` is no way to speak.
    .replace(/^\p{L}( \p{L})+$/u, (letters) => letters.replaceAll(' ', ''));

const WRITTEN = [
  ...['API key', 'secret key', 'access key', 'private key', 'license key', 'encryption key'],
  ...['signing key', 'PIN code', 'reset code', 'verification code', '2FA code', 'backup code'],
  ...['security code', 'login code', 'pass phrase', 'pass code', 'recovery phrase', 'seed phrase'],
  ...['session id', 'mot de passe', 'clé API', 'código de acceso', 'mật khẩu', 'SSH key'],
  ...['Wi-Fi key', 'รหัสผ่าน', 'पासवर्ड', 'كلمة المرور', 'Api-Key', 'client secret', 'Auth token'],
  ...['one time password', 'pass\u200bword', 'pass\u00adword'],
];
/** Those that count as names when they are written as words. */
const NAMES = [...new Set([...WRITTEN, ...SECRET.map(spoken)])].filter((name) =>
  isSecretName(name, 'x')
);

const FORMS: [form: string, write: (name: string) => string][] = [
  ['before a colon', (name) => `${name}: ${VALUE}`],
  ['before an equals sign', (name) => `${name}=${VALUE}`],
  ['in a sentence', (name) => `Use the ${name} = ${VALUE}, and ask at the desk.`],
  ['in a line of its own', (name) => `Dear Ann,\n  ${name}: ${VALUE}\nRegards`],
  ['as a key', (name) => `{"${name}":"${VALUE}"}`],
  ['as a key in JSON in JSON', (name) => JSON.stringify(JSON.stringify({ [name]: VALUE }))],
];

describe.each(FORMS)('a name of several words %s', (_, write) => {
  it.each(NAMES)('hides what stands after %s', (name) => {
    expect(scrub(write(name))).not.toContain(VALUE);
  });
});

describe('names of several words', () => {
  it('are all of those that people write', () => {
    expect(WRITTEN.filter((name) => !NAMES.includes(name))).toEqual([]);
    expect(NAMES.length).toBeGreaterThan(200);
  });

  // A text has no end of a name: of a boarding pass, `pass` is read.
  const apart = ORDINARY.map(spoken).filter((name) => !isSecretName(name.split(' ').at(-1)!, ''));
  it.each(apart)('%s is no secret in a text either', (name) => {
    const text = `Use the ${name}: ${VALUE}, and ask at the desk.`;
    expect(scrub(text)).toBe(text);
  });

  it.each([
    'The password policy requires: eight characters',
    'Forgotten passwords and how to avoid them: a guide',
    'Dress code: black tie. Promo code: SPRING. Order number: 12',
    'The key: patience. Product id: 7. Opening phrase: once upon a time',
    'Token economics explained by example: bread',
  ])('are not found in %j', (text) => {
    expect(scrub(text)).toBe(text);
  });
});

describe('options of a command line', () => {
  it.each(['--contraseña', '--пароль', '--密码', '--hasło', '--şifre', '--password'])(
    'may have the name %s',
    (option) => {
      expect(scrub(`run ${option} ${VALUE} --force`)).toBe(`run ${option} [hidden] --force`);
    }
  );
});

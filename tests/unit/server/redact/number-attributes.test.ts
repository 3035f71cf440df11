import { createAttributeJudge } from '../../../../server/src/redact/attributes';
import { createSecretNames } from '../../../../server/src/redact/secret-names';
import { number } from '../../../../server/src/redact/facts';
import { revealedBodyOf } from './fixtures';

const TYPES = ['integer', 'biginteger', 'decimal', 'float'];

const SECRET = [
  ...['pin', 'pinCode', 'pin_code', 'cvv', 'cvc', 'otp', 'otpCode', 'smsCode', 'passcode', 'ssn'],
  ...['cardNumber', 'creditCardNumber', 'password', 'oldPassword', 'accessCode', 'doorCode', 'psk'],
  ...['securityAnswer', 'geheimzahl', 'walletPin', 'newPin', 'iban', 'secret', 'clientSecret'],
  ...['resetCode', 'recoveryCode', 'securityCode', 'secretVersion', 'clientSecretVersion'],
  ...['resetToken', 'smsToken', 'accessToken', 'refresh_token', 'verifyToken2', 'userapitoken'],
  // The one that was used or sent.
  ...['otp', 'password', 'smsCode', 'verificationCode', 'accessCode', 'cvv'].flatMap((name) =>
    ['Used', 'Sent', 'Issued', 'Sold', 'Left'].map((ending) => name + ending)
  ),
];

/** Numbers about secrets, and numbers that only sound alike. */
const ORDINARY = [
  ...['tokens', 'tokenCount', 'maxTokens', 'usedTokens', 'tokensPerMinute', 'tokenBudget'],
  ...['costPerToken', 'maxToken', 'tokenId', 'tokenPrice', 'tokenLimit'],
  ...['keyCount', 'passCount', 'pinned', 'pinnedPosts', 'passengers', 'passRate', 'keywords'],
  ...['cookies', 'salt', 'saltPer100g', 'saltContent', 'cards', 'numberOfCards', 'cardCount'],
  ...['passwordLength', 'minPasswordLength', 'passwordAttempts', 'failedPasswordAttempts'],
  ...['passwordStrength', 'passwordScore', 'passwordVersion', 'passwordMaxAge', 'otpDigits'],
  ...['otpTimeout', 'pinAttempts', 'pinRetries', 'secretCount', 'numberOfSecrets', 'totalSecrets'],
  ...['maxPasswords', 'credentialsTotal', 'apiKeyCount', 'apiKeyLimit', 'apiKeyUses', 'saltRounds'],
  ...['secretShopperVisits', 'passwordResets', 'pwRatio', 'cvcVolume', 'totpDrift'],
  ...['passkeysRegistered', 'activationCodesLeft', 'accessCodesSold'],
  ...['price', 'rating', 'postcode', 'zipCode', 'houseNumber', 'phoneNumber', 'position', 'views'],
];

const SINGULAR = [
  ...['password', 'pin', 'otp', 'secret', 'apiKey', 'licenseKey', 'activationCode', 'smsCode'],
  ...[
    'verificationCode',
    'accessCode',
    'recoveryCode',
    'passkey',
    'credential',
    'creditCardNumber',
  ],
];
const PLURAL = SINGULAR.map((name) => `${name}s`);
/** How much there is of something, whichever. */
const OF_ANY = [
  ...['Attempts', 'Age', 'Size', 'Visits', 'Resets', 'Ratio', 'Volume', 'Drift', 'Price', 'Total'],
];
/** How many of several. */
const OF_MANY = ['Sent', 'Left', 'Issued', 'Sold', 'Registered', 'Used', 'Revoked', 'Created'];
const joined = (names: string[], endings: string[]) =>
  names.flatMap((name) => endings.map((ending) => name + ending));

/** A number of them, if a schema says that it is a number; in JSON it may be one of them. */
const COUNTS = [
  ...PLURAL,
  ...['token', 'jwt', 'token2', 'tokenValue', 'partnerToken', 'tan', 'lakePass'],
  ...['failedPasswords', 'savedCredentials', 'licenceKeys', 'pass', 'clave', 'sid'],
];

const isSecretName = createSecretNames([]);
const verdictOf = (name: string, type: string) =>
  createAttributeJudge({
    getModel: (uid) => ({ uid, attributes: { [name]: { type } } }),
    isSecretName,
    reveal: [],
  })('api::thing.thing', name);

describe.each(TYPES)('an attribute of the type %s', (type) => {
  it.each(SECRET)('is secret by its name: %s', (name) => {
    expect(verdictOf(name, type)).toBe('secret');
  });

  it.each([...ORDINARY, ...COUNTS])('is shown: %s', (name) => {
    expect(verdictOf(name, type)).toBe('shown');
  });

  it('is shown with an ending that counts or measures', () => {
    const names = [...joined([...SINGULAR, ...PLURAL], OF_ANY), ...joined(PLURAL, OF_MANY)];
    expect(names.filter((name) => verdictOf(name, type) !== 'shown')).toEqual([]);
  });

  it('is secret without one', () => {
    const names = [...SINGULAR, ...joined(SINGULAR, ['', 'Value', '2', ...OF_MANY])].filter(
      // A pin on a map, and what was never secret.
      (name) => !/^pin[A-Z]/.test(name)
    );
    expect(names.filter((name) => verdictOf(name, type) !== 'secret')).toEqual([]);
  });

  it('is secret if the owner says so', () => {
    const judge = createAttributeJudge({
      getModel: (uid) => ({ uid, attributes: { pins: { type }, doorCodes: { type } } }),
      isSecretName: createSecretNames(['pins', 'doorCodes']),
      reveal: [],
    });
    expect(['pins', 'doorCodes'].map((name) => judge('api::thing.thing', name))).toEqual([
      ...['secret', 'secret'],
    ]);
  });
});

describe.each(['string', 'text', 'json'])('an attribute of the type %s', (type) => {
  it.each(COUNTS)('is secret: %s', (name) => {
    expect(verdictOf(name, type)).toBe('secret');
  });
});

describe('a number in JSON', () => {
  it('follows the same names', () => {
    const of = (names: string[], value: unknown) =>
      Object.fromEntries(names.map((name) => [name, value]));
    expect(revealedBodyOf(null, of(SECRET, 1234))).toEqual(of(SECRET, '[hidden]'));
    expect(revealedBodyOf(null, of(ORDINARY, 1234))).toEqual(of(ORDINARY, 1234));
    const endings = joined(PLURAL, [...OF_ANY, ...OF_MANY]);
    expect(revealedBodyOf(null, of(endings, 1234))).toEqual(of(endings, 1234));
  });

  it('may be a secret that nobody quoted', () => {
    const body = Object.fromEntries(COUNTS.map((name) => [name, 1234]));
    expect(Object.values(revealedBodyOf(null, body) as object)).toEqual(
      COUNTS.map(() => '[hidden]')
    );
    expect(revealedBodyOf(null, { log: 'pass=1234 sid: 1234' })).toEqual({
      log: 'pass=[hidden] sid: [hidden]',
    });
  });

  it('shows more than a text of the same name does', () => {
    expect(revealedBodyOf(null, { passwordAttempts: 'tulip', salt: 'tulip' })).toEqual({
      passwordAttempts: '[hidden]',
      salt: '[hidden]',
    });
  });
});

describe('a number as text', () => {
  it.each(['0', '-7', '4.25', '9223372036854775807', '9.22337203685478e+18', '1e-7'])(
    '%s is shown',
    (text) => expect(number.text(text)).toBe(text)
  );

  it.each(['seven', '1e', 'e5', '12 34', '1e+1234', '0x1f'])('%s is not', (text) =>
    expect(number.text(text)).toBe('[hidden: text]')
  );
});

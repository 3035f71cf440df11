/*
 * Secrets whose names have several words, each of which is harmless alone. A phrase counts with its
 * words apart, joined, and on two levels: `wifiKey`, `wifikey`, `{ wifi: { key } }`.
 */

const phrases = (firsts: readonly string[], seconds: readonly string[]): readonly string[] =>
  firsts.flatMap((first) => seconds.map((second) => `${first} ${second}`));

/** So peculiar that they count inside a longer word too: `buildingaccesscode`. */
export const WIDE_PHRASES: readonly string[] = [
  ...phrases(
    ['api', 'access', 'private', 'secret', 'signing', 'master', 'encryption', 'encrypted'],
    ['key']
  ),
  ...phrases(['license', 'licence', 'decryption', 'subscription', 'otp'], ['key']),
  ...phrases(['access', 'recovery', 'backup', 'reset', 'verification', 'confirmation'], ['code']),
  ...phrases(['auth', 'security', 'pin', 'mfa', '2 fa', 'two factor', 'otp', 'one time'], ['code']),
  ...phrases(['sms', 'login', 'sign in', 'unlock', 'door', 'gate', 'alarm'], ['code']),
  ...phrases(['activation', 'authenticator', 'validation'], ['code']),
  ...phrases(['seed', 'recovery', 'mnemonic'], ['phrase']),
  ...phrases(['security', 'secret', 'recovery', 'security question'], ['answer']),
  ...phrases(['credit card', 'debit card', 'bank card', 'bank account'], ['number']),
  ...['pin number', 'session id', 'otp seed', 'mfa pin', 'one time pin', 'sms otp'],
  ...['answer to security question', 'security response', 'card security code'],
  ...['card verification', 'social security number', 'connection string'],
];

/** Joined, they may be found inside ordinary words (`threadKey`), so they need borders of words. */
export const NARROW_PHRASES: readonly string[] = [
  // What a key opens
  ...phrases(['app', 'application', 'cert', 'certificate', 'ssl', 'tls', 'ssh', 'pgp'], ['key']),
  ...phrases(['gpg', 'jwt', 'hmac', 'aes', 'des', 'rsa', 'dsa', 'ecdsa', 'ed 25519'], ['key']),
  ...phrases(['enc', 'encrypt', 'decrypt', 'cipher', 'crypto', 'priv', 'sign', 'sig'], ['key']),
  ...phrases(['signature', 'wpa', 'wpa 2', 'wpa 3', 'wep', 'wlan', 'wifi', 'wi fi'], ['key']),
  ...phrases(['network', 'router', 'hotspot', 'shared', 'pre shared', 'account'], ['key']),
  ...phrases(['auth', 'authentication', 'authorization', 'server', 'client'], ['key']),
  ...phrases(['service role', 'service account', 'read', 'write', 'admin', 'root'], ['key']),
  ...phrases(['management', 'session', 'deploy', 'deployment', 'webhook', 'consumer'], ['key']),
  ...phrases(['developer', 'dev', 'integration', 'merchant', 'stream', 'ingestion'], ['key']),
  ...phrases(['instrumentation', 'functions', 'login', 'activation', 'unlock'], ['key']),
  ...phrases(['recovery', 'backup', 'reset', 'vault', 'wallet', 'security', 'kms'], ['key']),
  // Who issues it
  ...phrases(['stripe', 'paypal', 'twilio', 'sendgrid', 'mailgun', 'mailchimp', 'slack'], ['key']),
  ...phrases(['aws', 'azure', 'gcp', 'google', 'firebase', 'fcm', 'apns', 'openai'], ['key']),
  ...phrases(['anthropic', 'github', 'gitlab', 'npm'], ['key']),
  ...['stripe sk', 'cle api'],
  // What a code opens
  ...phrases(['invite', 'invitation', 'entry', 'entrance', 'lock', 'lockbox'], ['code']),
  ...phrases(['lock box', 'locker', 'key box', 'keybox', 'keypad', 'safe', 'vault'], ['code']),
  ...phrases(['garage', 'disarm', 'verify', 'confirm', 'authentication', 'signin'], ['code']),
  ...phrases(['authorization', 'second factor', 'pairing', 'scratch', 'epp', 'tan'], ['code']),
  ...phrases(['safe', 'lock', 'locker', 'vault'], ['combination', 'combo']),
  ...phrases(['m', 'i', 'sms', 'chip', 'photo', 'push', 'qr', 'mobile', 'bank'], ['tan']),
  ...['tan number', 'tan list'],
  // What restores a wallet
  ...phrases(['seed', 'recovery', 'backup', 'wallet', 'mnemonic'], ['words', 'seed']),
  ...phrases(['wallet', 'backup'], ['phrase']),
  // Answers, cards, links
  ...phrases(['security questions', 'recovery question', 'recovery questions'], ['answer']),
  ...phrases(['card', 'credit card', 'debit card', 'bank card', 'payment card'], ['no', 'nr']),
  ...['card number', 'card num', 'payment card number', 'cc number', 'cc num', 'card csc'],
  ...['mot de passe', 'magic link'],
];

/** Of several: `backupCodes`. */
export const SECRET_PHRASES: readonly string[] = [...WIDE_PHRASES, ...NARROW_PHRASES];

/** Credentials as one text. Objects of such a name are read, so they count only as a text. */
export const SPLIT_CREDENTIALS: readonly string[] = ['auth header', 'auth headers', 'basic auth'];
export const CREDENTIALS_NAME =
  /^(?:x|http|npm)?auth$|(?:basic|proxy|digest|master|http|smtp|bearer|registry)auth$|auth(?:headers?|string|line)$/;

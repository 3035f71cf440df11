import { createSecretNames, wordsOf } from '../../../../server/src/redact/secret-names';
import { plain } from '../../../../server/src/redact/plain-letters';
import { SECRET_PHRASES, SPLIT_CREDENTIALS } from '../../../../server/src/redact/secret-phrases';
import { change, eventWith, redactorWith, revealedBodyOf } from './fixtures';
import { ORDINARY_KINDS, SECRET_KINDS } from './name-kinds';
import { ORDINARY } from './names';

const isSecretName = createSecretNames([]);
const hidden = (names: readonly string[], value: unknown = 'x') =>
  names.filter((name) => isSecretName(name, value));
const shown = (names: readonly string[], value: unknown = 'x') =>
  names.filter((name) => !isSecretName(name, value));

describe('a kind of names', () => {
  it.each(Object.keys(SECRET_KINDS))('is secret: %s', (kind) => {
    expect(shown(SECRET_KINDS[kind] ?? [])).toEqual([]);
  });

  it.each(Object.keys(ORDINARY_KINDS))('is ordinary: %s', (kind) => {
    expect(hidden(ORDINARY_KINDS[kind] ?? [])).toEqual([]);
  });

  it('is judged alike in content, payloads and changes', () => {
    const secrets = Object.values(SECRET_KINDS).flat();
    const body = Object.fromEntries(secrets.map((name) => [name, 'hunter2']));
    const changes = secrets.map((name) => change({ path: `settings.${name}`, after: 'hunter2' }));
    const event = eventWith({
      payload: body,
      changes: [change({ path: 'settings', after: body }), ...changes],
    });
    const kept = [revealedBodyOf(null, body), redactorWith().event(event)];
    expect(JSON.stringify(kept)).not.toContain('hunter2');
  });
});

const capitals = (words: readonly string[]) =>
  words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
const WAYS: Readonly<Record<string, (words: readonly string[]) => string>> = {
  apart: (words) => words.join(' '),
  'with underscores': (words) => words.join('_'),
  'in capitals': (words) => words.join('_').toUpperCase(),
  'with hyphens': (words) => words.join('-'),
  'as a class': capitals,
  'of somebody': (words) => `my${capitals(words)}`,
  joined: (words) => words.join(''),
  'joined, of somebody': (words) => `user${words.join('')}`,
  'joined, in capitals': (words) => words.join('').toUpperCase(),
  'joined, after a word': (words) => `production_${words.join('')}`,
  'joined, before a word': (words) => `${words.join('')}_2`,
};

describe('each phrase', () => {
  it.each(Object.keys(WAYS))('is a secret %s', (way) => {
    const names = SECRET_PHRASES.map((phrase) => WAYS[way]?.(phrase.split(' ')) ?? '');
    expect(shown(names)).toEqual([]);
  });

  it('of several is one too', () => {
    const plurals = SECRET_PHRASES.filter((phrase) => /(?:key|code|answer|number)$/.test(phrase));
    expect(shown(plurals.flatMap((one) => [`${one}s`, `${one.replaceAll(' ', '')}s`]))).toEqual([]);
  });

  it('is a secret on two levels, wherever it is parted', () => {
    const kept = [...SECRET_PHRASES, ...SPLIT_CREDENTIALS].flatMap((phrase) => {
      const words = phrase.split(' ');
      return words.slice(1).flatMap((_, index) => {
        const first = words.slice(0, index + 1);
        const second = words.slice(index + 1).join('_');
        return [first.join('_'), first.join(''), `my_${first.join('_')}`].filter((name) =>
          JSON.stringify(revealedBodyOf(null, { [name]: { [second]: 'tulip' } })).includes('tulip')
        );
      });
    });
    expect(kept).toEqual([]);
  });

  it.each([
    ...['stripe.key', 'ssh.key', 'app.key', 'deploy.key', 'wifi.key', 'invite.code', 'door.code'],
    ...['activation.code', 'card.num', 'wi-fi.key', 'auth.header'],
  ])('is one of those that people part: %s', (path) => {
    const [first = '', second = ''] = path.split('.');
    expect(revealedBodyOf(null, { [first]: { [second]: 'x', colour: 'red' } })).toEqual({
      [first]: { [second]: '[hidden]', colour: 'red' },
    });
  });
});

describe('ordinary words', () => {
  it('stay readable with the beginnings of other words behind them', () => {
    const ends = ['Slot', 'Loaded', 'Order', 'Label', 'Layout', 'Ideas', 'Low', 'Api', 'Heading'];
    const names = [
      'image',
      'page',
      'cache',
      'has',
      'the',
      'article',
      'vehicle',
      'preset',
      'indoor',
    ];
    expect(hidden(names.flatMap((name) => ends.map((end) => name + end)))).toEqual([]);
  });

  it('stay readable as texts about themselves', () => {
    const about = [...ORDINARY, 'password', 'token', 'cookie', 'apiKey', 'pin'].flatMap((name) =>
      ['Label', '_placeholder', 'Banner', 'Consent', 'Notice'].map((end) => name + end)
    );
    expect(hidden(about.filter((name) => /^\p{Script=Latin}/u.test(name)))).toEqual([]);
  });

  it('do not keep a password beside them', () => {
    const names = ['secretSantaPassword', 'cookieBannerSecret', 'passwordlessToken'];
    expect(shown([...names, 'skiPassPassword', 'tokenomicsApiKey'])).toEqual([]);
  });
});

describe('credentials', () => {
  it('are hidden as a text, a number and a list, and read as an object', () => {
    const auth = { user: 'anna', password: 'x' };
    expect(revealedBodyOf(null, { auth })).toEqual({
      auth: { user: 'anna', password: '[hidden]' },
    });
    for (const value of ['anna:x', 12, ['anna', 'x']]) {
      expect(revealedBodyOf(null, { auth: value })).toEqual({ auth: '[hidden]' });
    }
    expect(revealedBodyOf(null, { auth: true })).toEqual({ auth: true });
  });
});

describe('a token', () => {
  const NAMES = ['token', 'resetToken', 'sms_token', 'accessToken', 'jwt', 'accesstoken', 'token2'];

  it('may be a number', () => {
    expect(shown(NAMES, 482_913)).toEqual([]);
    const body = Object.fromEntries(NAMES.map((name) => [name, 482_913]));
    const event = eventWith({
      payload: body,
      changes: NAMES.map((name) => change({ path: `settings.${name}`, before: 1, after: 482_913 })),
    });
    expect(JSON.stringify(redactorWith().event(event))).not.toContain('482913');
  });

  it('is counted by other names', () => {
    const counts = ['maxTokens', 'tokenCount', 'tokens', 'usedTokens', 'costPerToken', 'maxToken'];
    expect(hidden(counts, 7)).toEqual([]);
  });
});

describe('letters that Unicode does not take apart', () => {
  it.each(['hasło', 'hasła', 'lykilorð', 'parolası', 'kartnumarası'])('are plain: %s', (name) => {
    expect(plain(name)).toMatch(/^[a-z]+$/);
    expect(isSecretName(name, 'x')).toBe(true);
    expect(isSecretName(plain(wordsOf(name).join('')), 'x')).toBe(true);
  });
});

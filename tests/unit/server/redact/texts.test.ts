import { createHash } from 'node:crypto';
import { keepIfEmail } from '../../../../server/src/redact';
import { looksRandom } from '../../../../server/src/redact/random-string';
import { createSecretNames } from '../../../../server/src/redact/secret-names';
import { scrubText } from '../../../../server/src/redact/secret-shapes';
import { cleanText } from '../../../../server/src/redact/text';
import { isSignInPath, readPath } from '../../../../server/src/redact/urls';

const isSecretName = createSecretNames([]);
const scrub = (text: string) => scrubText(text, isSecretName);
const JWT = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpZCI6MX0.s5fW_8s-1aYyE';

describe('a short text of letters, digits and spaces alone', () => {
  it.each([
    ['a JWT whose end was cut off', 'eyJhbGciOiJI.eyJ'],
    ['an access key', 'AKIAIOSFODNN7EXAMPLE'],
    ['a temporary access key', 'ASIAIOSFODNN7EXAMPLE'],
    ['a bearer token', 'bearer abc123def456'],
    ['a basic credential', 'BASIC dTpwYXNzMQ'],
    ['a token', 'Token abc123def456'],
    ['a digest', 'Digest abc123def456'],
  ])('is searched for %s', (_, secret) => {
    expect(scrub(secret)).toContain('[hidden]');
    expect(scrub(`of ${secret}`)).toContain('[hidden]');
  });
});

describe('secrets inside a text', () => {
  it.each([
    ['a JWT', `a ${JWT} b`, 'a [hidden] b'],
    ['half a JWT', `a ${JWT.slice(0, 45)}`, 'a [hidden]'],
    [
      'a bcrypt hash',
      'x $2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy y',
      'x [hidden] y',
    ],
    ['an argon2 hash', 'x $argon2id$v=19$m=65536,t=3,p=4$c29tZQ$RdescudvJC y', 'x [hidden] y'],
    [
      'a PEM block',
      'a -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- b',
      'a [hidden] b',
    ],
    ['a PEM block without its end', 'a -----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc', 'a [hidden]'],
    ['a bearer token', 'sent Bearer abc123def456', 'sent Bearer [hidden]'],
    ['basic credentials', 'sent Basic YW5uYTpodW50ZXIy', 'sent Basic [hidden]'],
    [
      'credentials in a URL',
      'at postgres://root:pa55@db:5432/x',
      'at postgres://[hidden]@db:5432/x',
    ],
    ['a password with a slash in a URL', 'https://u:a/b@host/x', 'https://[hidden]@host/x'],
    [
      'a reset link',
      'see https://x.de/reset?code=abc&lang=de now',
      'see https://x.de/reset?code=[hidden]&lang=de now',
    ],
    [
      'a reset link in HTML',
      '<a href="https://x.de/?a=1&amp;token=abc">',
      '<a href="https://x.de/?a=1&amp;token=[hidden]">',
    ],
    [
      'an encoded parameter name',
      'see ?%74oken=abc&%63ode=1',
      'see ?%74oken=[hidden]&%63ode=[hidden]',
    ],
    ['a key prefix', 'key sk_live_abcdefghijkl1234', 'key [hidden]'],
    [
      'a signed address',
      's3/f.png?X-Amz-Signature=ab&w=1',
      's3/f.png?X-Amz-Signature=[hidden]&w=1',
    ],
  ])('%s is replaced, and only that', (_, text, shown) => {
    expect(scrub(text)).toBe(shown);
    expect(scrub(shown)).toBe(shown);
  });

  it.each([
    'https://x.de/go?to=https%3A%2F%2Fy.de%2F%3Fpage%3D2&x=1',
    'Bearer of good news, with a basic understanding of tokens.',
    'The basic requirements are simple: password rules, token lists.',
    '2026-01-02T03:04:05.678Z',
    '550e8400-e29b-41d4-a716-446655440000',
    'entry z7v8zma3nfo1x0c2b4n6m8k0 in api::article.article',
    'a-very-long-slug-about-the-summer-of-2024-and-more-words',
    '/uploads/thumbnail_summer_holiday_in_the_mountains_a1b2c3d4e5.jpg',
    'getUserByEmailAddressAndSendConfirmationMail',
    'https://example.com:8080/users/anna@example.com',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0',
    '========================================================',
    '11111111112222222222333333333344444444445555555555',
  ])('leaves %j alone', (text) => {
    expect(scrub(text)).toBe(text);
  });

  it('hides assignments however programs write them', () => {
    const signs = [':', '=', ':=', '=>', '==', '::', '->', '→', '⇒', '：', '＝'];
    const quotes = ['', "'", '"'];
    for (const sign of signs) {
      for (const blank of ['', ' ', '  ']) {
        for (const quote of quotes) {
          for (const name of ['password', `${quote}dbPassword${quote}`, ':password']) {
            const text = `a, ${name}${blank}${sign}${blank}${quote}hunter2${quote}, b`;
            expect(scrub(text)).not.toContain('hunter2');
            expect(scrub(text)).toMatch(/^a, .*\[hidden\].*b$/);
          }
        }
      }
    }
    expect(scrub("'colour' => 'red', a -> b, (x) => y, size := 3")).toBe(
      "'colour' => 'red', a -> b, (x) => y, size := 3"
    );
  });

  it('hides what is encoded in links inside of links, however deep', () => {
    const twice = (text: string) => encodeURIComponent(encodeURIComponent(text));
    let link = '?token=hunter2';
    for (let depth = 0; depth < 3; depth += 1) {
      link = `https://x.de/${depth > 0 ? '?a=1&' : '?'}next=${twice(link)}&b=2`;
      expect(scrub(link)).not.toContain('hunter2');
      expect(scrub(link).endsWith('&b=2')).toBe(true);
    }
    const plain = `https://x.de/?next=${encodeURIComponent(`?n=${encodeURIComponent('?q=cats')}`)}`;
    expect(scrub(plain)).toBe(plain);
  });

  it('hides assignments in messages of programs', () => {
    expect(scrub('connect failed: password=hunter2 host=db')).toBe(
      'connect failed: password=[hidden] host=db'
    );
    expect(scrub('{"token":"abc def","name":"x"')).toBe('{"token":"[hidden]","name":"x"');
  });
});

describe('random strings', () => {
  it.each(['hex', 'base64', 'base64url'] as const)('recognises nearly all drawn as %s', (form) => {
    const drawn = Array.from({ length: 500 }, (_, n) =>
      createHash('sha256').update(String(n)).digest(form)
    );
    expect(drawn.filter((text) => !looksRandom(text)).length).toBeLessThanOrEqual(2);
  });
});

describe('a path', () => {
  it.each([
    ['/content-manager/x?code=1#a', '/content-manager/x'],
    [`/reset/${'0123456789abcdef'.repeat(4)}`, '/reset/[hidden]'],
    ['/api/invite/abcdefgh12345678', '/api/invite/[hidden]'],
    ['/api/articles/z7v8zma3nfo1x0c2b4n6m8k0', '/api/articles/z7v8zma3nfo1x0c2b4n6m8k0'],
    [`/verify/${JWT}/x`, '/verify/[hidden]/x'],
    ['/a/%E0%A4%A/b', '/a/%E0%A4%A/b'],
  ])('%s is kept as %s', (path, kept) => {
    expect(readPath(path, scrub).path).toBe(kept);
  });

  it('is a sign-in path by whole segments', () => {
    expect(isSignInPath('/api/auth/local')).toBe(true);
    expect(isSignInPath('/api/authors')).toBe(false);
  });
});

describe('a tried e-mail', () => {
  it.each([
    ['anna@example.com', 'anna@example.com'],
    [' anna+x@sub.example.co.uk ', 'anna+x@sub.example.co.uk'],
    ['hunter2', null],
    ['p@ssword', null],
    ['my pass@word.de', null],
    [42, null],
    [`${'a'.repeat(300)}@example.com`, null],
  ])('%j is kept as %j', (value, kept) => {
    expect(keepIfEmail(value)).toBe(kept);
  });
});

describe('clean text', () => {
  it('has no NUL and no lone surrogate', () => {
    expect(cleanText('a\0b\uD800c\uDC00😀')).toBe('ab\uFFFDc\uFFFD😀');
  });

  it('is cut between characters', () => {
    expect(cleanText('a😀b', 2)).toBe('a');
    expect(cleanText('a😀b', 3)).toBe('a😀');
  });
});

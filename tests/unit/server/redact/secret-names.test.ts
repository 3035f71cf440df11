import fc from 'fast-check';
import { createSecretNames } from '../../../../server/src/redact/secret-names';
import { scrubText } from '../../../../server/src/redact/secret-shapes';
import { revealedBodyOf } from './fixtures';
import { ORDINARY, SECRET } from './names';

const isSecretName = createSecretNames([]);

describe('names of secrets', () => {
  it.each(SECRET)('%s is one', (name) => {
    expect(isSecretName(name, 'x')).toBe(true);
    expect(revealedBodyOf(null, { [name]: 'x' })).toEqual({ [name]: '[hidden]' });
  });

  it.each(ORDINARY)('%s is none', (name) => {
    expect(isSecretName(name, 'x')).toBe(false);
    expect(revealedBodyOf(null, { [name]: 'a value' })).toEqual({ [name]: 'a value' });
  });

  it('hides a group of secrets, and shows a group of templates', () => {
    expect(revealedBodyOf(null, { changePassword: { old: 'a', new: 'b' } })).toEqual({
      changePassword: '[hidden]',
    });
    const template = { reset_password: { display: 'Reset', icon: 'sync' } };
    expect(revealedBodyOf(null, template)).toEqual(template);
  });

  it.each([
    ...['api.key', 'API.keys', 'private.key', 'payment-api.key', 'license.key', 'auth.code'],
    ...['security.answer', 'securityQuestion.answer', 'security_questions.answer', 'mfa.code'],
    ...['card.number', 'creditCard.number', 'sms.code', 'login.code'],
    ...['recovery.codes', 'backup.codes', 'security.code', 'wallet.phrase', 'two_factor.code'],
  ])('%s is one, split over two levels', (path) => {
    const [first = '', second = ''] = path.split('.');
    for (const value of ['x', 17, ['x'], { deep: 'x' }]) {
      expect(revealedBodyOf(null, { [first]: [{ [second]: value, colour: 'red' }] })).toEqual({
        [first]: [{ [second]: '[hidden]', colour: 'red' }],
      });
    }
  });

  it.each([
    ...['quiz.answer', 'question.answer', 'house.number', 'postcard.number'],
    ...['sort.key', 'country.codes', 'entry.id', 'user.phrase', 'primary.key'],
  ])('%s is none, split over two levels', (path) => {
    const [first = '', second = ''] = path.split('.');
    const body = { [first]: { [second]: 'red' } };
    expect(revealedBodyOf(null, body)).toEqual(body);
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ kty: 'RSA', e: 'AQAB', n: 'm', use: 'sig' }, ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth']],
    [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b', kid: 'main' }, ['d']],
    [{ kty: 'oct', alg: 'HS256' }, ['k']],
    [{ kty: 'AKP', pub: 'a' }, ['priv']],
  ])('hides the private members of a JSON web key: %j', (shown, hidden) => {
    const of = (value: unknown) => Object.fromEntries(hidden.map((name) => [name, value]));
    expect(revealedBodyOf(null, { keys: [{ ...shown, ...of('tulip') }] })).toEqual({
      keys: [{ ...shown, ...of('[hidden]') }],
    });
    // Without `kty` these are letters like any other.
    const { kty: _, ...others } = { ...shown, ...of('tulip') };
    expect(revealedBodyOf(null, others)).toEqual(others);
  });

  it('takes a number of tokens for a fact, and a number of a PIN for a secret', () => {
    expect(revealedBodyOf(null, { maxTokens: 10, pin: 1234 })).toEqual({
      maxTokens: 10,
      pin: '[hidden]',
    });
  });
});

const NAMES = fc.constantFrom(...SECRET);
const CANARY = 'tulip-planted';

describe('a value beside the name of a secret', () => {
  const forms: Record<string, (name: string) => unknown> = {
    'type and value': (name) => ({ type: name, value: CANARY }),
    'label and value': (name) => ({ label: name, value: CANARY }),
    'name and value': (name) => ({ name, value: CANARY }),
    'k and v': (name) => ({ k: name, v: CANARY }),
    'Key and Value': (name) => ({ Key: name, Value: CANARY }),
    'key and value': (name) => ({ key: name, value: CANARY }),
    'field and answer': (name) => ({ field: name, answer: CANARY }),
    'setting, before and after': (name) => ({ setting: name, before: CANARY, after: [CANARY] }),
    'header and value': (name) => ({ header: name, value: CANARY }),
    'headerName and headerValue': (name) => ({ headerName: name, headerValue: CANARY }),
    'field_name and field_value': (name) => ({ field_name: name, field_value: CANARY }),
    entries: (name) => [[name, CANARY]],
    'entries of several lengths': (name) => [['host'], [name, CANARY], ['a', 'b', 'c'], 7],
    'an entry with more values': (name) => [[name, CANARY, CANARY]],
    'flat pairs of headers': (name) => ({ headers: ['Host', 'db', name, CANARY] }),
    'flat pairs as Node gives them': (name) => ({ rawHeaders: [name, CANARY, 'Host', 'db'] }),
    'flat pairs of trailers': (name) => ({ rawTrailers: [name, CANARY] }),
    'flat pairs of request headers': (name) => ({ request_headers: [name, [CANARY], 'a', 'b'] }),
    'flat pairs of parameters': (name) => ({ params: ['a', 1, name, CANARY] }),
    'entries beside others': (name) => [
      ['host', 'db'],
      [name, { deep: CANARY }],
    ],
    'a map': (name) => new Map([[name, CANARY]]),
    'JSON in a text': (name) => JSON.stringify({ [name]: CANARY }),
    'JSON in JSON in a text': (name) => JSON.stringify({ a: JSON.stringify({ [name]: CANARY }) }),
    'a list': (name) => ({ [name]: [CANARY, [CANARY]] }),
    'an object': (name) => ({ [name]: { inner: { value: CANARY } } }),
  };

  it.each(Object.keys(forms))('is hidden as %s', (form) => {
    fc.assert(
      fc.property(NAMES, fc.boolean(), (name, isNested) => {
        const value = forms[form]?.(name);
        const body = { list: isNested ? [{ inner: value }] : value };
        expect(JSON.stringify(revealedBodyOf(null, body))).not.toContain(CANARY);
      })
    );
  });

  it('is hidden as the word after an option', () => {
    expect(revealedBodyOf(null, { args: ['run', '--password', 'x', '--verbose', 'y'] })).toEqual({
      args: ['run', '--password', '[hidden]', '--verbose', 'y'],
    });
  });

  it.each([
    'X-Api-Key',
    'authorization',
    'Cookie',
    'Set-Cookie',
    'Proxy-Authorization',
    'x-auth-token',
  ])('is hidden after the name of a header in a list that nobody names: %s', (name) => {
    const list = ['Host', 'db', name, CANARY];
    const shown = ['Host', 'db', name, '[hidden]'];
    for (const key of ['list', 'dump', 'lines', 'h']) {
      expect(revealedBodyOf(null, { [key]: list })).toEqual({ [key]: shown });
    }
    expect(revealedBodyOf(null, list)).toEqual(shown);
    // A list of names only, as in `Vary`.
    const names = ['Accept', 'Host', name];
    expect(revealedBodyOf(null, { names })).toEqual({ names });
  });

  it('is shown where flat pairs name something else, and where a list has words only', () => {
    const body = {
      rawHeaders: ['Host', 'db', 'Keywords', 'red', 'Passenger', 'Ann'],
      tags: ['secret', 'garden', 'password', 'reset'],
      hobbies: ['garden', 'secret'],
      fields: ['title', 'password'],
    };
    expect(revealedBodyOf(null, body)).toEqual(body);
  });

  it('is shown where the pair names something else', () => {
    const pairs = [
      { type: 'text', label: 'Passenger', value: 'Ann' },
      ['compass', 'north'],
      { title: 'Passport', content: 'c' },
    ];
    expect(revealedBodyOf(null, { pairs, tags: ['secret', 'garden'] })).toEqual({
      pairs,
      tags: ['secret', 'garden'],
    });
  });
});

describe('a text', () => {
  const scrub = (text: string) => scrubText(text, isSecretName);

  it.each([
    ['<password>x y</password>', '<password>[hidden]</password>'],
    ['<ns:password a="1"><![CDATA[x]]></ns:password>', '<ns:password a="1">[hidden]</ns:password>'],
    ['<entry key="smtpPass">x</entry>', '<entry key="smtpPass">[hidden]</entry>'],
    ['<input type="password" value="x">', '<input type="password" value="[hidden]">'],
    ['run --password=x --host=db', 'run --password=[hidden] --host=db'],
    ['run --password x --host db', 'run --password [hidden] --host db'],
    ["run --api-key 'x y' z", 'run --api-key [hidden] z'],
    ['java -Dpassword=x Main', 'java -Dpassword=[hidden] Main'],
    ['mysql -u root -px db', 'mysql -u root -p[hidden] db'],
    ['mysqldump -h db -p x', 'mysqldump -h db -p [hidden]'],
    ['curl -u anna:x https://example.com', 'curl -u anna:[hidden] https://example.com'],
    ['password: x', 'password: [hidden]'],
    ['Password: correct horse battery\nnext', 'Password: [hidden]\nnext'],
    ['password: |\n  x\n  y\nnext: 1', 'password: [hidden]\nnext: 1'],
    ['PASSWORD="x y"', 'PASSWORD="[hidden]"'],
    ['export SMTP_PASS=x', 'export SMTP_PASS=[hidden]'],
    ['kennwort=x', 'kennwort=[hidden]'],
    ['密码：x 密码=y', '密码：[hidden] 密码=[hidden]'],
    [
      'https://anna:x@example.com/?a=1&password=y',
      'https://[hidden]@example.com/?a=1&password=[hidden]',
    ],
    [
      'at https://hooks.example.com/services/T0/B0/abc now',
      'at https://hooks.example.com/[hidden] now',
    ],
    ['https://u:p@hooks.example.com/services/T0', 'https://[hidden]@hooks.example.com/[hidden]'],
    ['WIFI:T:WPA;S:Cafe;P:tulip;;', 'WIFI:T:WPA;S:Cafe;P:[hidden];;'],
    ['Scan WIFI:S:a;P:x\\;y z;H:true;; now', 'Scan WIFI:S:a;P:[hidden];H:true;; now'],
    ['wifi:P:"0123";T:WEP;S:b;;', 'wifi:P:[hidden];T:WEP;S:b;;'],
    ['WIFI:T:WPA;S:Cafe;P:cut', 'WIFI:T:WPA;S:Cafe;P:[hidden]'],
    ['https://ci.example.com/build_hooks/123', 'https://ci.example.com/build_hooks/[hidden]'],
  ])('%j is kept as %j', (text, shown) => {
    expect(scrub(text)).toBe(shown);
  });

  it.each([
    '<keywords>a, b</keywords>',
    '<passage>words</passage>',
    'run --tokenizer x --compass north',
    'mysql -u root -h db',
    'tar -p x',
    'keywords: a, b',
    'author=Ann',
    'https://example.com/hooks-and-eyes/1',
    'https://example.com/docs/hooks/use-state',
    'a well-known --option value',
    'WIFI:T:nopass;S:Cafe;;',
    'Wifi: free; S: Cafe; P: parking',
    'Hi-Fi:T:a;P:b;;',
  ])('%j is left alone', (text) => {
    expect(scrub(text)).toBe(text);
  });
});

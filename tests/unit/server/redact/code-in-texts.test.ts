import { createSecretNames } from '../../../../server/src/redact/secret-names';
import { scrubText } from '../../../../server/src/redact/secret-shapes';
import { growthOf } from './growth';

const isSecretName = createSecretNames([]);
const scrub = (text: string) => scrubText(text, isSecretName);
const VALUE = 'hunter2';

const CODE = [
  ...[
    `define('DB_PASSWORD', '${VALUE}');`,
    `config['password'] = '${VALUE}'`,
    `env("TOKEN", "${VALUE}")`,
  ],
  ...[`os.environ["PASSWORD"] = "${VALUE}"`, `process.env.DB_PASSWORD || "${VALUE}"`],
  ...[`process.env.DB_PASSWORD ?? '${VALUE}'`, `setPassword('${VALUE}')`, `password += "${VALUE}"`],
  ...[`const password: string = "${VALUE}"`, `let token: string | null = '${VALUE}';`],
  ...[`password: str = b"${VALUE}"`, `password !== "${VALUE}"`, `password ||= "${VALUE}"`],
  ...[`CREATE USER a IDENTIFIED BY '${VALUE}'`, `CREATE ROLE a WITH PASSWORD '${VALUE}'`],
  ...[`CREATE LOGIN a WITH PASSWORD = N'${VALUE}'`, `alter user a identified with x by '${VALUE}'`],
  ...[`machine x login y password ${VALUE}`, `login y password ${VALUE}`],
  ...[`{"name":"password","value":"${VALUE}"}`, `{"value":"${VALUE}","key":"api_token"}`],
  ...[
    `{ name: 'password', type: 'x', value: '${VALUE}' }`,
    `- name: DB_PASSWORD\n  value: ${VALUE}`,
  ],
  JSON.stringify({ log: JSON.stringify({ name: 'password', value: VALUE }) }),
];
const COMMANDS = [
  ...[
    'curl --user anna:',
    'curl -su anna:',
    'curl -U anna:',
    'curl -u anna:',
    'curl --proxy-user anna:',
  ],
  ...['curl -u "anna:', 'sqlcmd -U sa -P ', 'az login -u a -p ', 'helm registry login -u a -p '],
  ...['podman login -u a -p ', 'docker login -u a -p ', 'keytool -storepass ', 'keytool -keypass '],
  ...['mysql -u root -p', 'redis-cli -a ', 'unzip -P ', 'ldapsearch -w ', 'sshpass -p '],
  ...['New-User -Password (ConvertTo-SecureString "'],
];

describe('code in a text', () => {
  it.each(CODE)('%j keeps no secret', (text) => {
    for (const shown of [scrub(text), scrub(`See:\n${text}\nBye`), scrub(`In ${text} it is`)]) {
      expect(shown).not.toContain(VALUE);
      expect(scrub(shown)).toBe(shown);
    }
    expect(scrub(`See:\n${text}\nBye`)).toMatch(/^See:[^]*\[hidden\][^]*Bye$/);
  });

  it.each(COMMANDS)('%j keeps no secret', (command) => {
    const closing = command.includes('("') ? '" -AsPlainText)' : /"/.test(command) ? '"' : '';
    expect(scrub(`Run ${command}${VALUE}${closing} now`)).not.toContain(VALUE);
    expect(scrub(`Run ${command}${VALUE}${closing} now`)).toMatch(/^Run .*\[hidden\]/);
  });

  it.each([
    ...[
      'Use zip -a to convert',
      'unzip -p a.zip',
      'curl -p https://x.de',
      'curl -u anna https://x.de',
    ],
    ...['{"name":"city","value":"Rome"}', '- name: city\n  value: Rome', "log('city', 'Rome')"],
    ...[
      "Login again, then open 'settings'",
      'zip -r a.zip b',
      'mkdir -p a/b',
      'a || "b", c ?? "d"',
    ],
  ])('%j is left alone', (text) => {
    expect(scrub(text)).toBe(text);
  });
});

describe('a known form', () => {
  it.each([
    ['MTk4NjIyNDgzNDcxOTI1MjQ4', 'Cl2FMQ', 'ZnCjm1XVW7vRze4b7Cq4se7kKWs'].join('.'),
    ...['atp', 'csp'].map((kind) => `sq0${kind}-${'aBcD1efGhi-JkLmnOpq_st'}`),
    ...[
      'glpat',
      'glrt',
      'gldt',
      'glptt',
      'glsoat',
      'glimt',
      'glagent',
      'gloas',
      'glcbt',
      'glft',
    ].map((kind) => `${kind}-aBcDefGhiJkLmnOpqRst`),
    '$P$BDMJH/qCUUcRBaFOtkHzaZ8HhJ6vUy1',
    '$H$9aaaaaSXBjgypwqm.JsMssPLiS8YQ00',
    '$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/',
    'sk-proj-aBcDefGhiJkLmnOpqRst',
    'npm_aBcDefGhiJkLmnOpqRst0123456789abcdef',
  ])('%j is hidden', (token) => {
    expect(scrub(`a ${token} b`)).toBe('a [hidden] b');
    expect(scrub(token)).toBe('[hidden]');
  });

  it.each([
    'https://api.vercel.com/v1/integrations/deploy/prj_abc/hunter',
    'https://acme.webhook.office.com/webhookb2/abc@def/IncomingWebhook/hunter/x',
    'https://maker.ifttt.com/trigger/x/with/key/hunter',
    'https://n8n.example.com/webhook-test/hunter',
  ])('the address %s is hidden', (url) => {
    expect(scrub(`at ${url} b`)).toMatch(/^at https:[^ ]+\/\[hidden\] b$/);
    expect(scrub(url)).not.toContain('hunter');
  });

  it.each([...['sk-learn-regression-model-tutorial', 'npm_package_config_name_long_value']])(
    '%j has none',
    (text) => {
      expect(scrub(text)).toBe(text);
    }
  );
});

it.each([
  '("a",',
  "password '",
  '{name:',
  'curl -u a',
  'login a password ',
  'name: a\n',
  '-a (b',
  '-p ',
  '$P$',
  'M',
])('a text of %j is read in a time that grows with its length', (part) => {
  expect(growthOf(scrub, part)).toBeLessThan(10);
});

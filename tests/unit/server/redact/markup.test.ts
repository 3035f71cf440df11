import { createSecretNames } from '../../../../server/src/redact/secret-names';
import { scrubText } from '../../../../server/src/redact/secret-shapes';
import { growthOf } from './growth';

const isSecretName = createSecretNames([]);
const scrub = (text: string) => scrubText(text, isSecretName);
const VALUE = 'vqxcanarymeadow';

const NAMES = ['password', 'csrf_token', 'client-secret', 'dbPassword'];
const FORMS: ((name: string) => string)[] = [
  ...['name', 'key', 'id', 'field', 'property'].flatMap((attribute) => [
    (name: string) => `<input type="text" ${attribute}="${name}" value="${VALUE}">`,
    (name: string) => `<input value='${VALUE}' id="f1" ${attribute}='${name}'/>`,
    (name: string) => `<input ${attribute}=${name} value=${VALUE}>`,
    (name: string) => `<meta ${attribute}="${name}" content="${VALUE}">`,
    (name: string) => `<entry id="e1" ${attribute}="${name}">${VALUE}</entry>`,
    (name: string) => `<entry ${attribute}="${name}"><value>${VALUE}</value></entry>`,
  ]),
  (name) => `<${name}><value>${VALUE}</value></${name}>`,
  (name) => `<${name}>a<br/>${VALUE}</${name}>`,
  (name) => `<${name}>a <b>b</b> <![CDATA[${VALUE}]]></${name}>`,
  ...['td', 'th', 'dt', 'key', 'name', 'label', 'div', 'span'].flatMap((tag) => [
    (name: string) => `<${tag}>${name}</${tag}><dd>${VALUE}</dd>`,
    (name: string) => `<${tag} class="a"><b>${name}</b></${tag}>\n  <td><code>${VALUE}</code></td>`,
    (name: string) => `<${tag}>user</${tag}><${tag}>${name}</${tag}><${tag}>${VALUE}</${tag}>`,
  ]),
  (name) => `| ${name} | ${VALUE} |`,
  (name) => `| **${name}** | \`${VALUE}\` | note |\n| a | b | c |`,
  (name) => `| ${name} | ${VALUE} |\n|---|---|\n| a | b |`,
  (name) => `| user | ${name} |\n|------|:---:|\n| anna | a |\n| bob | ${VALUE} |`,
  (name) => `user | ${name}\n--- | ---\nbob | ${VALUE}\n\nBye`,
];

it.each(NAMES)('markup and tables hide what %s names', (name) => {
  const shown = FORMS.map((write) => `Dear Ann, ${'\n'}${write(name)}${'\n'}Bye`);
  expect(shown.filter((text) => scrub(text).includes(VALUE))).toEqual([]);
  expect(shown.filter((text) => !/^Dear Ann[^]*Bye$/.test(scrub(text)))).toEqual([]);
  expect(shown.filter((text) => scrub(scrub(text)) !== scrub(text))).toEqual([]);
});

it.each([
  '<p>Forgot your password again?</p><p>Ask Ann.</p>',
  '<input type="text" name="city" value="Rome"><meta name="description" content="About">',
  '<td>City</td><td>Rome</td><dt>Keywords</dt><dd>red</dd>',
  '| City | Rome |\n|---|---|\n| Keywords | red |',
  'a | b || c |',
])('%j is left alone', (text) => {
  expect(scrub(text)).toBe(text);
});

it('keeps the tags and what stands around', () => {
  expect(scrub('<password>a<br/>hunter2</password><city>Rome</city>')).toBe(
    '<password>[hidden]<br/>[hidden]</password><city>Rome</city>'
  );
});

it.each([
  '<td>',
  '<td>a</td>',
  '<password>',
  '<password><a>',
  '<p <',
  '|',
  '|a\n|-\n',
  '<a name="a"',
  '<b>a</b><i>',
])('a text of %j is read in a time that grows with its length', (part) => {
  expect(growthOf(scrub, part)).toBeLessThan(10);
});

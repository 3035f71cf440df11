import { ARTICLE, bodyOf, change, eventWith, redactorWith } from './fixtures';

const FILE = 'plugin::upload.file';
const kept = (type: string, path: string, after: unknown) =>
  redactorWith().event(
    eventWith({ resource: { ...eventWith({}).resource, type }, changes: [change({ path, after })] })
  ).changes[0]?.after;

/** Fields for plain text, in every place that has one. */
const FIELDS: Array<[type: string, path: string]> = [
  [ARTICLE, 'title'],
  [ARTICLE, 'body'],
  [ARTICLE, 'seo.metaTitle'],
  [ARTICLE, 'parts[1].body'],
  [ARTICLE, 'blocks[2:part].body'],
  [FILE, 'caption'],
  [FILE, 'alternativeText'],
];
const SECRETS: Array<[string, string]> = [
  ['password=SaltyWalrus56', 'password=[hidden]'],
  [
    'Ask for it, password = SaltyWalrus56, at the door',
    'Ask for it, password = [hidden], at the door',
  ],
  ['The token: SaltyWalrus56 (old)', 'The token: [hidden] (old)'],
  ['The cardNumber: 4111111111111111', 'The cardNumber: [hidden]'],
  ['Passwort: SaltyWalrus 56', 'Passwort: [hidden]'],
  ['apiKey => "Salty Walrus 56"', 'apiKey => "[hidden]"'],
  ['Authorization: Walrus56', 'Authorization: [hidden]'],
  ['{"password": "SaltyWalrus56"}', '{"password":"[hidden]"}'],
  ['<password>SaltyWalrus56</password>', '<password>[hidden]</password>'],
  ['deploy --token SaltyWalrus56 --force', 'deploy --token [hidden] --force'],
  ['licence ABCD1-EFGH2-JKLM3-NPQR4-STUV5 of Ann', 'licence [hidden] of Ann'],
];
const ORDINARY = [
  'Keywords: red, green',
  'The secretary: Bo. The passenger = Ann; pinned: yes',
  'Choose a good password. Your token will be sent to you.',
  'Cardinal: 3, postcard: "Rome", answer: 42, question: what?',
  'Opening hours: 9:00-17:00, size := 3, a -> b, x => y',
  'Tokenizer: whitespace; authors: Ann, Bo; shipping: free',
  'A price-performance ratio of 2024-2025-2026-2027',
  'https://example.com/hooks-and-eyes/1?page=2&sort=title:asc',
];

describe.each(FIELDS)('the text of %s, %s', (type, path) => {
  it.each(SECRETS)('%j is kept as %j', (text, shown) => {
    expect(kept(type, path, text)).toBe(shown);
  });

  it.each(ORDINARY)('%j is left alone', (text) => {
    expect(kept(type, path, text)).toBe(text);
  });
});

it('is the same in the body that was sent', () => {
  const sent = (secret: string) => ({
    data: { title: `password=${secret}`, seo: { metaTitle: 'm' } },
  });
  expect(bodyOf(ARTICLE, sent('SaltyWalrus56'))).toEqual(sent('[hidden]'));
});

import { directionOf } from '../../../admin/src/wording/direction';
import { sources } from '../../../server/src/sources';
import { bareArguments, shapeOf } from './message-shape';
import { LANGUAGES, intlIn, messagesOf } from './translated';

const english = messagesOf('en');
const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const RIGHT_TO_LEFT = LANGUAGES.filter((language) => directionOf(language) === 'rtl');

/** Counts of every plural category there is. */
const COUNTS = [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000, 1.5];

/** No words in them to translate, or names that stay what they are. */
const WORDLESS = [
  'chart.caption',
  'find.chip',
  'pagination.at-least',
  'details.duration.value',
  'status.strapi',
  'sentence.any.success',
  'sentence.any.success.bare',
  'origin.graphql',
  'origin.mcp',
  'export.format.jsonl',
];

/** Words that the language has in common with English. */
const SAME_WORDS: Record<string, string[]> = {
  de: [...['Details', 'Details: {sentence}', 'Status', 'Administrator', 'System', 'Webhooks']],
  es: ['Roles', 'Webhooks'],
  fr: [
    ...['Action', 'Date', 'Locale', 'Locales', 'Occurrences', 'Pages', 'Permissions', 'Purge'],
    ...['Sessions', 'Suggestions', 'Webhooks'],
  ],
  it: ['Payload'],
  'pt-BR': ['Status', 'Webhooks'],
  nl: ['Context', 'Details', 'Details: {sentence}', 'Filters', 'Status', 'Webhooks'],
  pl: ['Administrator', 'System'],
};

/** What the search box understands in every language, since links and programs use it too. */
const TYPED = [
  ...['actor:', 'after:7d', 'tag:', 'key:value', 'today', '24h', '7d'],
  ...['entry.publish', 'entry.*', '10.0.0.0/8', '2026-01-31'],
];

const valuesFor = (message: string, count: number) =>
  Object.fromEntries(shapeOf(message).args.map((name) => [name, name === 'count' ? count : name]));

describe('the languages of the page', () => {
  it('are English and ten others', () => {
    expect(LANGUAGES.sort()).toEqual(
      ['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt-BR', 'zh-Hans'].sort()
    );
  });

  it.each(LANGUAGES)('run in %s the way they are written', (language) => {
    // Part of the language data of every engine, not yet of the types.
    const { textInfo } = new Intl.Locale(language) as unknown as {
      textInfo: { direction: string };
    };
    expect(directionOf(language)).toBe(textInfo.direction);
  });
});

describe.each(LANGUAGES)('the messages in %s', (language) => {
  const messages = messagesOf(language);
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();

  it('are exactly the English ones, in their order', () => {
    expect(Object.keys(messages)).toEqual(Object.keys(english));
  });

  it('take the values that the English ones take', () => {
    const told = Object.entries(messages).map(([key, message]) => [key, shapeOf(message).args]);
    const wanted = told.map(([key]) => [key, shapeOf(english[key as string] ?? '').args]);
    expect(told).toEqual(wanted);
  });

  it('have every plural form of the language and no other', () => {
    const wrong = Object.entries(messages).flatMap(([key, message]) => {
      // "Changes (3)" does not bend with its number in English; it may in another language.
      const bends = shapeOf(english[key] ?? '').plurals.some(({ arms }) => arms.includes('one'));
      const allowed = [[...pluralCategories].sort().join(), ...(bends ? [] : ['other'])];
      return shapeOf(message).plurals.flatMap(({ arms }) => {
        const words = arms.filter((arm) => !arm.startsWith('=')).sort();
        return allowed.includes(words.join()) ? [] : [`${key}: ${words.join()}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it('can be formatted with any count, each of them', () => {
    const intl = intlIn(language);
    const texts = Object.entries(messages).flatMap(([key, message]) =>
      COUNTS.map((count) =>
        intl.formatMessage({ id: `audit-trail.${key}` }, valuesFor(message, count))
      )
    );
    expect(texts.filter((text) => text.trim() === '' || /[{}]/.test(text))).toEqual([]);
  });
});

describe.each(OTHERS)('what is said in %s', (language) => {
  const messages = messagesOf(language);

  it('is not English, but for words that both have', () => {
    const same = Object.keys(english).filter(
      (key) => messages[key] === english[key] && !WORDLESS.includes(key)
    );
    const words = [...new Set(same.map((key) => english[key]))].sort();
    expect(words).toEqual([...(SAME_WORDS[language] ?? [])].sort());
  });

  it('keeps the words of the search as they are typed', () => {
    const explained = Object.keys(english).filter((key) =>
      /^find\.(hint|problem|placeholder)/.test(key)
    );
    const lost = explained.filter((key) =>
      TYPED.some((word) => english[key]?.includes(word) && !messages[key]?.includes(word))
    );
    expect(lost).toEqual([]);
  });

  it('has no blank at its ends and no straight quote, which begins a quotation in a message', () => {
    expect(
      Object.entries(messages).filter(([, text]) => text !== text.trim() || /['"]/.test(text))
    ).toEqual([]);
  });
});

describe.each(RIGHT_TO_LEFT)('what is said in %s, from right to left', (language) => {
  it('keeps the direction of every value apart from its own', () => {
    // "100+" is number and sign alone.
    const { 'pagination.at-least': _, ...texts } = messagesOf(language);
    expect(Object.values(texts).flatMap(bareArguments)).toEqual([]);
  });

  it('closes every mark of direction that it opens', () => {
    const count = (text: string, marks: RegExp) => (text.match(marks) ?? []).length;
    const open = Object.values(messagesOf(language)).filter(
      (text) => count(text, /[\u2066-\u2068]/g) !== count(text, /\u2069/g)
    );
    expect(open).toEqual([]);
  });
});

describe('an action the page knows', () => {
  it('has a label wherever it has a sentence', () => {
    const keys = Object.keys(english);
    const actions = keys
      .filter((key) => key.startsWith('sentence.') && !key.startsWith('sentence.any.'))
      .map((key) => key.replace(/^sentence\./, '').replace(/\.(failure|denied)$/, ''));
    expect(actions.filter((action) => !keys.includes(`action.${action}`))).toEqual([]);
  });
});

describe.each(sources)('the source $name', ({ actions }) => {
  it.each(Object.keys(actions))(
    'has a label, a group and a sentence on the page for %s',
    (action) => {
      const keys = Object.keys(english);
      const noun = action.split('.')[0];
      expect(keys).toEqual(expect.arrayContaining([`action.${action}`, `group.${noun}`]));
      expect(keys.some((key) => key.startsWith(`sentence.${action}`))).toBe(true);
    }
  );
});

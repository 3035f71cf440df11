/*
 * What looks like the name of a secret and is none.
 */

/** A name with this ending is a text about a secret. A hint is not among them: it helps to guess. */
export const ABOUT_ENDINGS: ReadonlySet<string> = new Set([
  ...['label', 'labels', 'placeholder', 'text', 'title', 'subtitle', 'heading', 'headline'],
  ...['caption', 'tooltip', 'help', 'banner', 'consent', 'notice', 'price', 'symbol', 'icon'],
]);
/** Before `text` they make it the secret itself: `passwordPlainText`. */
export const TEXT_OF_SECRET: ReadonlySet<string> = new Set([
  ...['plain', 'clear', 'cipher', 'encrypted', 'decrypted', 'raw', 'secret'],
]);

const HARMLESS: readonly string[] = [
  ...['passwordless', 'tokenomics', 'tokenless', 'cookieless'],
  ...['secret santa', 'secret ingredient', 'secret ingredients', 'secret recipe', 'secret sauce'],
  ...['secret garden', 'secret menu', 'secret service', 'secret agent', 'secret society'],
  ...['secret shopper', 'secret admirer', 'secret ballot', 'secret weapon', 'secret life'],
  ...['cookie dough', 'cookie cutter', 'cookie recipe', 'cookie recipes'],
];
const IS_HARMLESS = new RegExp(`(?<= )(?:${HARMLESS.join('|')})(?= )`, 'gi');

/** The words without those that are harmless together. A stop keeps their neighbours apart. */
export const withoutHarmless = (words: readonly string[]): string[] =>
  words.length === 0 ? [] : ` ${words.join(' ')} `.replace(IS_HARMLESS, '.').trim().split(' ');

/** Before `pass` they name a ticket, a road, a test or a move: `skiPass`. */
export const PASS_THAT_IS_NONE: ReadonlySet<string> = new Set([
  // Tickets
  ...['boarding', 'ski', 'lift', 'snow', 'day', 'days', 'daily', 'week', 'weekly', 'weekend'],
  ...['month', 'monthly', 'year', 'yearly', 'annual', 'season', 'summer', 'winter', 'bus', 'train'],
  ...['rail', 'interrail', 'eurail', 'transit', 'metro', 'subway', 'tram', 'ferry', 'travel'],
  ...['city', 'tourist', 'museum', 'park', 'parking', 'festival', 'concert', 'event', 'visitor'],
  ...['press', 'backstage', 'vip', 'lounge', 'gym', 'swim', 'pool', 'student', 'family', 'hall'],
  ...['fast', 'flex', 'battle', 'game', 'health', 'vaccine', 'vaccination', 'covid', 'green'],
  // Roads
  ...['mountain', 'alpine', 'hiking', 'trail', 'high', 'low', 'snowy', 'brenner', 'gotthard'],
  // Tests and steps
  ...['test', 'exam', 'course', 'did', 'does', 'can', 'must', 'should', 'to', 'no', 'not'],
  ...['first', 'second', 'third', 'last', 'single', 'multi', 'two', 'render', 'band', 'by', 'per'],
  // Sports
  ...['forward', 'back', 'long', 'short', 'through', 'touchdown', 'goal', 'football'],
]);

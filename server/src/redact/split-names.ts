import { rememberByName } from '../event';
import { wordsOf } from './secret-names';

/** Words that are harmless alone, by the preceding words that make them secret. */
const SECOND_WORDS: ReadonlyArray<
  readonly [seconds: readonly string[], firsts: readonly string[]]
> = [
  [
    ['key', 'keys'],
    [
      ...['api', 'access', 'private', 'secret', 'signing', 'signature', 'master', 'encryption'],
      ...['license', 'licence'],
    ],
  ],
  [
    ['code', 'codes'],
    [
      ...['recovery', 'backup', 'reset', 'verification', 'confirmation', 'auth', 'security'],
      ...[
        'access',
        'mfa',
        '2 fa',
        'two factor',
        'otp',
        'sms',
        'one time',
        'login',
        'unlock',
        'pin',
      ],
    ],
  ],
  [
    ['phrase', 'words', 'seed'],
    ['seed', 'recovery', 'backup', 'wallet'],
  ],
  [['id'], ['session']],
  [
    ['answer', 'answers'],
    ['security', 'secret', 'security question', 'security questions', 'recovery question'],
  ],
  [
    ['number', 'no', 'nr'],
    [...['credit card', 'debit card', 'bank card', 'payment card'], 'card'],
  ],
];

/**
 * The words that, as a key below this name, complete the name of a secret: `{ api: { key } }` is an
 * `apiKey`, and `{ recovery: { codes } }` are `recoveryCodes`. Null for names that complete none.
 */
export const secondWordsOf = rememberByName((name): ReadonlySet<string> | null => {
  const phrase = ` ${wordsOf(name).join(' ')}`;
  const found = SECOND_WORDS.flatMap(([seconds, firsts]) =>
    firsts.some((first) => phrase.endsWith(` ${first}`)) ? seconds : []
  );
  return found.length > 0 ? new Set(found) : null;
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIntl, type IntlShape } from 'react-intl';

import { prefixMessages } from '../../../admin/src/wording/translation';

const FOLDER = join(__dirname, '../../../admin/src/translations');

export const LANGUAGES = readdirSync(FOLDER).map((file) => file.replace('.json', ''));

/** The messages of a language as its file has them. */
export const messagesOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(FOLDER, `${language}.json`), 'utf8')) as Record<string, string>;

/** The intl object the page would have; a message that cannot be formatted throws. */
export function intlIn(language: string): IntlShape {
  return createIntl({
    locale: language,
    messages: prefixMessages(messagesOf(language)),
    onError(error) {
      throw error;
    },
  });
}

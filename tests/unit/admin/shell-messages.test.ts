import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { LANGUAGES, messagesOf } from './translated';

const FOLDER = join(__dirname, '../../../admin/src/shell-messages');
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const shellOf = (language: string) =>
  JSON.parse(read(`${language}.json`)) as Record<string, string>;

describe('the names of the doors to the log', () => {
  it('exist in every language that the page speaks', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(
      LANGUAGES.map((language) => `${language}.json`).sort()
    );
  });

  it.each(LANGUAGES)('are the same ones in %s, and not those of the page', (language) => {
    const keys = Object.keys(shellOf(language));
    expect(keys).toEqual(Object.keys(shellOf('en')));
    expect(Object.keys(messagesOf(language)).filter((key) => keys.includes(key))).toEqual([]);
  });

  it.each(LANGUAGES.filter((language) => language !== 'en'))(
    'are not English in %s',
    (language) => {
      const english = Object.values(shellOf('en'));
      expect(Object.values(shellOf(language)).filter((text) => english.includes(text))).toEqual([]);
    }
  );

  it.each(LANGUAGES)('cost other pages next to nothing in %s', (language) => {
    expect(gzipSync(read(`${language}.json`)).length).toBeLessThan(500);
  });
});

/** Letters of other scripts that people cannot tell from Latin ones, by the Latin one. */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['aа', 'aα', 'cс', 'cϲ', 'dԁ', 'eе', 'eҽ', 'gɡ', 'hһ', 'iі', 'iι', 'iı', 'jј', 'kк', 'kκ'],
    ...['lӏ', 'lⅼ', 'mм', 'nո', 'oо', 'oο', 'oօ', 'pр', 'pρ', 'qԛ', 'sѕ', 'tт', 'tτ'],
    ...['uυ', 'uս', 'vν', 'vѵ', 'wԝ', 'wѡ', 'xх', 'xχ', 'yу', 'yү', '-‐', '-‑', '-–', '-−'],
    ...['AА', 'AΑ', 'BВ', 'BΒ', 'CС', 'EЕ', 'EΕ', 'HН', 'HΗ', 'IІ', 'IΙ', 'JЈ', 'KК', 'KΚ', 'MМ'],
    ...['MΜ', 'NΝ', 'OО', 'OΟ', 'PР', 'PΡ', 'SЅ', 'TТ', 'TΤ', 'XХ', 'XΧ', 'YҮ', 'YΥ', 'ZΖ'],
  ].map(([letter = '', alike = '']) => [alike, letter])
);

/** The text with look-alike letters of other scripts replaced by Latin ones. */
export const asLatin = (text: string): string =>
  text.replace(/[^\0-\x7f]/gu, (letter) => LOOK_ALIKES[letter] ?? letter);

/**
 * The same for words that mix scripts; a word in one script is kept as it is in its own language.
 */
export const unmixed = (text: string): string =>
  /\p{Script=Latin}/u.test(text) && /[^\0-\x7f]/u.test(text) ? asLatin(text) : text;

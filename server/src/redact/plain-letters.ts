/** Letters that Unicode does not take apart. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', ə: 'e' },
};

/** Small letters without their accents: `contraseña` as `contrasena`, `hasła` as `hasla`. */
export const plain = (text: string): string =>
  /^\p{ASCII}*$/u.test(text)
    ? text
    : text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[^\0-\x7f]/gu, (letter) => PLAIN[letter] ?? letter);

import { rememberByName } from '../event';

const WORDS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{N}+/gu;

/**
 * An attribute's name for people: `metaTitle` becomes `Meta title`, `SEOText` becomes `SEO text`.
 */
export const humanize = rememberByName((name) => {
  const words = name.match(WORDS) ?? [];
  if (words.length === 0) return name;
  const lower = words.map((word) => (isAcronym(word) ? word : word.toLowerCase()));
  const text = lower.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
});

function isAcronym(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase();
}

import type { Actor, Resource } from '../../../server/src/contracts';

const FIRST =
  'Ada Bo Cem Dora Edi Fay Gus Hana Ivo Jun Kim Lea Max Nora Otto Pia Quin Rosa Sam Tess';
const LAST = 'Berg Costa Diaz Ebert Fuchs Gomez Hahn Ilic Jung Klein';
const WORDS =
  'spring summer autumn winter sale garden kitchen travel report review guide story price market ' +
  'river mountain city light paper stone silver table window bridge harbour forest island letter';

const words = (list: string): string[] => list.split(' ');
const [FIRSTS, LASTS, VOCABULARY] = [words(FIRST), words(LAST), words(WORDS)];

/** So many words, always the same for the same number. */
export const textOf = (seed: number, count: number): string =>
  Array.from(
    { length: count },
    (_, place) => VOCABULARY[(seed * 31 + place * (7 + (seed % 11))) % VOCABULARY.length]!
  ).join(' ');

export interface Person {
  type: Actor['type'];
  account: Actor;
  ip: string;
  session: string | null;
}

/** Two hundred: administrators, and every tenth an API token. */
export const ACTORS: Person[] = Array.from({ length: 200 }, (_, index) => {
  const name = `${FIRSTS[index % FIRSTS.length]} ${LASTS[Math.floor(index / FIRSTS.length)]}`;
  const isToken = index % 10 === 9;
  const type = isToken ? 'api-token' : 'admin-user';
  return {
    type,
    account: {
      type,
      id: String(index + 1),
      name: isToken ? `Token ${index}` : name,
      email: isToken ? null : `${name.toLowerCase().replace(' ', '.')}@example.com`,
    },
    ip: index % 4 === 0 ? `203.0.113.${index}` : `10.1.${index % 8}.${index}`,
    session: isToken ? null : `session-${index}-0190a000`,
  };
});

/** Five thousand entries: articles in two languages, and every fifth an author. */
export const RESOURCES: Resource[] = Array.from({ length: 5_000 }, (_, index) => {
  const isAuthor = index % 5 === 4;
  return {
    type: isAuthor ? 'api::author.author' : 'api::article.article',
    id: String(index + 1),
    documentId: `doc${String(index).padStart(21, '0')}`,
    locale: isAuthor ? null : index % 3 === 0 ? 'de' : 'en',
    status: isAuthor ? null : index % 4 === 0 ? 'published' : 'draft',
    name: textOf(index, 3),
  };
});

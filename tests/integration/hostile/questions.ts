import { FILTER_FIELDS, VALUE_KEYS } from '../../../server/src/contracts';

/** As many as a search may have. */
const MOST_TERMS = 50;

/** A path with its query string, as an unfriendly reader would send it. */
export type Question = string;

/** What the seeded log has much of, little of, and nothing of. */
interface Vocabulary {
  /** A common and a rare value for each field that filters compare. */
  values: Record<string, readonly string[]>;
  /** Words of names and titles, the most common ones first. */
  words: readonly string[];
  /** Ids of events: the newest, one in the middle, the oldest. */
  events: readonly string[];
}

const url = (
  path: string,
  parameters: Record<string, string | readonly string[]> = {}
): Question => {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`)
  );
  return `/audit-trail/${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
};

const bracketed = (field: string) =>
  `filters${field.replace(/[^.]+/g, '[$&]').replaceAll('.', '')}`;

/** Every field under every operator, with what is common, rare and absent, as list and as chart. */
function byField({ values }: Vocabulary): Question[] {
  return FILTER_FIELDS.filter((field) => field !== 'occurredAt').flatMap((field) => {
    const known = [...(values[field] ?? [])];
    const isClosed = ['outcome', 'origin', 'actor.type'].includes(field);
    const all = isClosed ? known : [...known, 'zzz-nothing'];
    const name = bracketed(field);
    return [
      ...all.flatMap((value) => [
        url('events', { [`${name}[$eq]`]: value }),
        url('histogram', { [`${name}[$eq]`]: value }),
      ]),
      url('events', { [`${name}[$startsWith]`]: 'z' }),
      url('events', {
        [`${name}[$startsWith]`]: (known[0] ?? 'a').slice(0, 1),
        sort: 'occurredAt:asc',
      }),
      url(
        'events',
        Object.fromEntries(all.slice(0, 8).map((one, at) => [`${name}[$in][${at}]`, one]))
      ),
      ...(isClosed
        ? []
        : [
            url(
              'events',
              Object.fromEntries(
                Array.from({ length: 100 }, (_, at) => [`${name}[$in][${at}]`, `x${at}`])
              )
            ),
          ]),
    ];
  });
}

function bySearch({ words, values }: Vocabulary): Question[] {
  const [one = 'a', two = 'b', three = 'c'] = words;
  const [email] = values['actor.email'] ?? [''];
  const searches = [
    ...words.slice(0, 6),
    ...words.slice(0, 6).map((word) => word.slice(0, 1)),
    `${one} ${two}`,
    `${one} ${two} ${three}`,
    `${one[0]} ${two[0]} ${three[0]}`,
    `-${one} after:30d`,
    `-${one} -${two} after:80d`,
    `${one} -${two}`,
    `${one[0]} -${two[0]}`,
    `${one} -"${two[0]} ${three[0]}"`,
    `-${one[0]} -${two[0]} after:80d`,
    `actor:${one[0]} -${two[0]} -${three[0]}`,
    `-origin:cron after:80d`,
    `-actor-type:admin-user after:80d`,
    '-outcome:success after:80d',
    'outcome:success',
    'outcome:failure outcome:denied',
    'action:*',

    'action:entry.*',
    'action:entry.update -action:entry.*',
    'ip:0.0.0.0/0',
    'ip:10.0.0.0/8',
    'ip:::/0',
    '-ip:0.0.0.0/0 after:80d',
    `actor:${one} actor:${two} actor:admin-user:1 actor:zzz`,
    `actor:${email?.split('@')[0]} ${one}`,
    `field:title field:zzz`,
    'tag:zzz:1',
    `field:title ${one} outcome:failure`,
    `${one} action:entry.publish origin:cron`,
    `type:zzz ${one}`,
    'entry:zzz entry:1',
    'after:1970-01-01',
    'before:9998-12-31',
    'before:9999-12-31',
    'after:0001-01-01 before:9999-12-31',
    'after:9998-01-01',
    'before:0001-01-01',
    'after:99999w',
    'today',
    Array.from({ length: MOST_TERMS }, (_, n) => `w${n}x${n}`).join(' '),
    Array.from({ length: MOST_TERMS - 1 }, (_, n) => `-w${n}x${n}`)
      .join(' ')
      .concat(' after:80d'),
    Array.from({ length: MOST_TERMS }, (_, n) => `actor:${words[n % words.length]}${n}`).join(' '),
    Array.from({ length: MOST_TERMS }, () => one.slice(0, 1)).join(' '),
    `"${'x'.repeat(200)}"`,
    '東京',
    'é',
    '"* OR 1=1"',
  ];
  return [...new Set(searches)].flatMap((q) => [
    url('events', { q }),
    url('events', { q, sort: 'recorded:asc' }),
    url('histogram', { q, timeZone: 'Asia/Kathmandu' }),
  ]);
}

function byPlace({ events, values, words }: Vocabulary): Question[] {
  const rare = { [`${bracketed('resource.name')}[$startsWith]`]: 'z' };
  return [
    ...['1', '100', '200', '-1', '-100', '-200'].flatMap((page) => [
      url('events', { page, pageSize: '50' }),
      url('events', { page, pageSize: '50', q: words[0] ?? '' }),
      url('events', { page, pageSize: '50', [`${bracketed('resource.name')}[$startsWith]`]: 'S' }),
    ]),
    url('events', { exactTotal: 'true' }),
    url('events', { exactTotal: 'true', ...rare }),
    url('events', { exactTotal: 'true', q: `${words[0]} ${words[1]}` }),
    url('events', { after: '1.1' }),
    url('events', { before: '1.1' }),
    url('events', { after: '999999999999999.9' }),
    url('events', { before: '999999999999999.9' }),
    ...['0', '1', '100000', '999999999999999'].flatMap((after) => [
      url('news', { after }),
      url('news', { after, ...rare }),
      url('news', { after, q: `-${words[0]} after:80d` }),
    ]),
    ...events.flatMap((id) => [
      url(`events/${id}`),
      url(`events/${id}/entry`),
      url(`events/${id}/neighbours`),
      url(`events/${id}/neighbours`, rare),
      url(`events/${id}/neighbours`, { q: `${words[0]} outcome:failure` }),
      url(`events/${id}/neighbours`, {
        [`${bracketed('actor.email')}`]: values['actor.email']?.[0] ?? '',
      }),
    ]),
  ];
}

const choices = (): Question[] => [
  ...['', 'a', 'z', 'e', '東', 'x'.repeat(100)].flatMap((search) => [
    url('actors', { search }),
    url('actors', { search, page: '50', pageSize: '100' }),
    ...VALUE_KEYS.map((key) => url('values', { key, search })),
  ]),
  url('actions'),
  url('status'),
  url('health'),
  url('views'),
];

/** Questions that are allowed and cost as much as questions can. */
export const hostileQuestions = (vocabulary: Vocabulary): Question[] => [
  ...byField(vocabulary),
  ...bySearch(vocabulary),
  ...byPlace(vocabulary),
  ...choices(),
];

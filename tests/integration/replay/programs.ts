import fc from 'fast-check';
import type { DatabaseClient } from '../../helpers/app/databases';
import type { Deed, Program, Step } from './shapes';

/** By how often they come. Those of `ALONE` need HTTP or a connection of their own. */
const WEIGHTS: Record<string, number> = {
  'article.create': 4,
  'article.update': 9,
  'article.update-published': 3,
  'article.publish': 4,
  'article.unpublish': 2,
  'article.discard': 2,
  'article.delete': 1,
  'article.delete-all': 1,
  'article.clone': 1,
  'author.create': 2,
  'author.update': 2,
  'author.articles': 2,
  'author.delete': 1,
  'homepage.save': 2,
  'homepage.publish': 1,
  'homepage.unpublish': 1,
  'query.create': 1,
  'query.createMany': 1,
  'query.update': 3,
  'query.updateMany': 2,
  'query.delete': 1,
  'query.deleteMany': 1,
  'query.relation': 2,
  'query.published-at': 1,
  'query.locale': 1,
  'query.component': 2,
  'query.component-part': 2,
  'query.component-rows': 1,
  'query.file-links': 1,
};
const ALONE: Record<string, number> = {
  'panel.bulk-publish': 1,
  'panel.bulk-unpublish': 1,
  'panel.bulk-delete': 1,
  'panel.save': 3,
  'panel.move-inverse': 1,
  'file.upload': 2,
  'file.upload-linked': 2,
  'file.replace': 1,
  'file.info': 1,
  'file.delete': 1,
  'folder.create': 1,
  'folder.update': 1,
  'folder.move': 1,
  'end-user.create': 1,
  'end-user.update': 1,
  'end-user.delete': 1,
  'end-user-role.save': 1,
  'end-user-role.delete': 1,
  'admin-user.create': 1,
  'admin-user.update': 1,
  'admin-user.delete': 1,
  'admin-role.save': 1,
  'admin-role.delete': 1,
  'token.create': 1,
  'token.update': 1,
  'token.delete': 1,
  'transfer-token.create': 1,
  'transfer-token.update': 1,
  'transfer-token.delete': 1,
  'webhook.save': 1,
  'webhook.delete': 1,
  'locale.save': 1,
  'settings.save': 1,
};

export const HABITS = [
  'lifecycle: summary before create',
  'lifecycle: tone after update',
  'lifecycle: author after create',
  'lifecycle: related after update',
  'lifecycle: late bio',
  'middleware: facts',
  'middleware: locale',
];

const word = fc.stringMatching(/^[a-zäöü ]{0,12}$/);
const name = fc.stringMatching(/^[a-z]{1,8}$/);
const json = fc.option(
  fc.record(
    {
      a: fc.integer({ min: 0, max: 9 }),
      b: fc.record({ c: word, d: fc.boolean() }, { requiredKeys: [] }),
      e: fc.array(word, { maxLength: 3 }),
      f: fc.array(fc.record({ g: word }), { maxLength: 3 }),
      'h.i': fc.boolean(),
    },
    { requiredKeys: [] }
  )
);
const picks = fc.uniqueArray(fc.nat({ max: 8 }), { maxLength: 3 });
const pick = fc.option(fc.nat({ max: 8 }));
const link = fc.record({
  keep: fc.boolean(),
  label: name,
  url: fc.option(word),
  secret: fc.option(name, { freq: 1 }),
});
const links = fc.array(link, { maxLength: 4 });
const tag = fc.record({ keep: fc.boolean(), name, content: fc.option(word) });
const seo = fc.option(
  fc.record({
    keep: fc.boolean(),
    metaTitle: word,
    metaDescription: fc.option(word),
    tags: fc.array(tag, { maxLength: 3 }),
    image: pick,
  })
);
const section = fc.oneof(
  fc.record({
    keep: fc.boolean(),
    __component: fc.constant('blocks.quote'),
    text: name,
    source: word,
  }),
  fc.record({
    keep: fc.boolean(),
    __component: fc.constant('blocks.gallery'),
    caption: word,
    images: picks,
    links,
    authors: picks,
  })
);
const blocks = fc.option(
  word.map((text) => [{ type: 'paragraph', children: [{ type: 'text', text }] }])
);

/** Neighbours that are one number to JavaScript. */
const LARGE = fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 53n) - 1n);

const fields = fc.record(
  {
    title: name,
    blocks,
    body: fc.option(word),
    summary: fc.option(word),
    details: json,
    views: fc.option(fc.integer({ min: 0, max: 5 })),
    reads: fc.option(fc.oneof(fc.integer({ min: 0, max: 9 }), LARGE).map(String)),
    rating: fc.option(fc.integer({ min: 0, max: 20 }).map((quarters) => quarters / 4)),
    price: fc.option(fc.integer({ min: 0, max: 999 }).map((cents) => cents / 100)),
    featured: fc.boolean(),
    tone: fc.option(fc.constantFrom('neutral', 'funny', 'serious')),
    contact: fc.option(name.map((local) => `${local}@example.com`)),
    passphrase: fc.option(name),
    internalNote: fc.option(word),
    day: fc.option(fc.constantFrom('2024-02-29', '2025-12-31')),
    startsAt: fc.option(fc.constantFrom('2024-02-29T10:11:12.000Z', '2025-12-31T23:59:59.500Z')),
    time: fc.option(fc.constantFrom('10:00:00.000', '23:59:59.000')),
    links,
    facts: links,
    seo,
    sections: fc.array(section, { maxLength: 4 }),
    author: pick,
    related: picks,
    cover: pick,
    attachments: picks,
  },
  { requiredKeys: [] }
);

/** Few fields at a time, as people and code save them, and now and then all. */
const someFields = fc
  .tuple(fields, fc.nat({ max: 100 }))
  .map(([all, share]) =>
    Object.fromEntries(
      Object.entries(all).filter((_, index) => share > 90 || (index * 37 + share) % 5 === 0)
    )
  );

/** REPLAY_DEEDS: a regular expression of the only operations that programs have. */
const WANTED = new RegExp(process.env.REPLAY_DEEDS ?? '');

const deedOf = (weights: Record<string, number>): fc.Arbitrary<Deed> =>
  fc.record({
    kind: fc.oneof(
      ...Object.entries(weights)
        .filter(([kind]) => WANTED.test(kind))
        .map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind) }))
    ),
    pick: fc.nat({ max: 1_000 }),
    other: fc.nat({ max: 1_000 }),
    locale: fc.constantFrom('en' as const, 'en' as const, 'de' as const),
    flag: fc.boolean(),
    fields: someFields,
  });

const inside = deedOf(WEIGHTS);
const any = deedOf({ ...WEIGHTS, ...ALONE });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: any.map((deed) => ({ kind: 'deed' as const, deed })) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('transaction' as const),
      deeds: fc.array(inside, { minLength: 1, maxLength: 4 }),
      nested: fc.array(inside, { maxLength: 2 }),
      nestedFails: fc.boolean(),
      fails: fc.constantFrom(false, false, true),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('together' as const),
      deeds: fc.array(any, { minLength: 2, maxLength: 4 }),
    }),
  }
);

const program: fc.Arbitrary<Program> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  habits: fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray(HABITS, { maxLength: 2 }) }
  ),
});

const PUBLISHES = /\.(bulk-)?publish$|update-published|panel\.save|homepage\.publish/;
const TAKES_AWAY = /delete|unpublish|discard|article\.create|published-at|query\.locale/;

/**
 * Of deeds at the same time on a server: at most one that publishes, and none that takes away what it
 * publishes. Strapi itself does not hold that out, see `left-out.ts`.
 */
function bearable(deeds: Deed[]): Deed[] {
  const first = deeds.findIndex(({ kind }) => PUBLISHES.test(kind));
  return first < 0
    ? deeds
    : deeds.filter(
        ({ kind }, index) => index === first || !(PUBLISHES.test(kind) || TAKES_AWAY.test(kind))
      );
}

/** Writes of component rows by themselves, and of links from their other side: neither locks the entry. */
const UNLOCKED = /^query\.(component|relation$|file)|^author\.|move-inverse$/;

/** On a server, these come after what runs at the same time, one by one: see `left-out.ts`. */
function onServer(step: Step): Step[] {
  if (step.kind !== 'together') return [step];
  const [later, deeds] = [true, false].map((isLater) =>
    step.deeds.filter(({ kind }) => UNLOCKED.test(kind) === isLater)
  ) as [Deed[], Deed[]];
  return [{ ...step, deeds }, ...later.map((deed): Step => ({ kind: 'deed', deed }))];
}

const BULK = /^panel\.bulk/;
const LINKS = /^(article|author|homepage|query|panel)\.|^file\.(upload-linked|delete)$/;

/**
 * A bulk action of the Content Manager reads before it writes. On MySQL it then goes on seeing, and
 * publishing, the links that it saw first: none are written at the same time, see `left-out.ts`.
 */
function seenAlike(deeds: Deed[]): Deed[] {
  const bulk = deeds.find(({ kind }) => BULK.test(kind));
  return bulk ? deeds.filter((deed) => deed === bulk || !LINKS.test(deed.kind)) : deeds;
}

const BESIDE: Record<DatabaseClient, (deeds: Deed[]) => Deed[]> = {
  sqlite: (deeds) => deeds,
  postgres: bearable,
  mysql: (deeds) => seenAlike(bearable(deeds)),
};

/** The same programs for the same seed and database. */
export const programs = (count: number, seed: number, database: DatabaseClient): Program[] =>
  fc
    .sample(program, { numRuns: count, seed })
    .map(({ steps, habits }) => ({
      habits,
      steps: steps
        .map((one) =>
          one.kind === 'together' ? { ...one, deeds: BESIDE[database](one.deeds) } : one
        )
        .flatMap((one) => (database === 'sqlite' ? [one] : onServer(one))),
    }));

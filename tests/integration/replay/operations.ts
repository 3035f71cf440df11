import fc from 'fast-check';

/** One thing to do; `pick` chooses among the rows there are at that moment. */
export interface Operation {
  kind: (typeof KINDS)[number];
  pick: number;
  locale: 'en' | 'de';
  fields: Record<string, unknown>;
  /** How many links the article has afterwards, and which of the present ones stay. */
  links: { keep: boolean; label: string }[] | null;
  /** Which author, and which other articles, an article names afterwards. */
  author: number | null;
  related: number[] | null;
}

const KINDS = [
  ...(['create', 'update', 'update', 'update', 'update', 'publish', 'publish'] as const),
  ...(['update-published', 'unpublish', 'discard', 'delete', 'delete-all', 'clone'] as const),
  ...(['query-update', 'query-update-many', 'author-create', 'author-update'] as const),
  'author-delete' as const,
];

const word = fc.stringMatching(/^[a-zäöü ]{0,12}$/);
const json = fc.option(
  fc.record(
    { a: fc.integer({ max: 9 }), b: fc.record({ c: word, d: fc.boolean() }), e: fc.array(word) },
    { requiredKeys: [] }
  )
);

const fields = fc.record(
  {
    summary: fc.option(word),
    details: json,
    views: fc.option(fc.integer({ min: 0, max: 5 })),
    featured: fc.boolean(),
    tone: fc.option(fc.constantFrom('neutral', 'funny', 'serious')),
    seo: fc.option(fc.record({ metaTitle: word, metaDescription: word })),
  },
  { requiredKeys: [] }
);

const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom(...KINDS),
  pick: fc.nat({ max: 1_000 }),
  locale: fc.constantFrom('en' as const, 'en' as const, 'de' as const),
  fields,
  links: fc.option(fc.array(fc.record({ keep: fc.boolean(), label: word }), { maxLength: 4 })),
  author: fc.option(fc.nat({ max: 20 })),
  related: fc.option(fc.uniqueArray(fc.nat({ max: 8 }), { maxLength: 3 })),
});

/** The same operations for the same seed. */
export const operations = (count: number, seed: number): Operation[] =>
  fc.sample(operation, { numRuns: count, seed });

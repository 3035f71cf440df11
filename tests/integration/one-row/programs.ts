import fc from 'fast-check';

/** What one step writes into the row; components and relations stand for what is made of them. */
export interface Values {
  title?: string;
  summary?: string | null;
  details?: unknown;
  views?: number | null;
  tone?: string | null;
  /** Which author; null for none. */
  author?: number | null;
  /** Which other articles. */
  related?: number[];
  /** The labels of its links; those it has keep their rows as far as they go. */
  links?: string[];
  seo?: { metaTitle: string } | null;
  sections?: string[];
}

/** One write to the row. */
export interface Step {
  /** The way it takes. */
  via: 'documents' | 'query' | 'many' | 'builder' | 'component' | 'join';
  values: Values;
  /** Runs in a transaction inside the transaction. */
  isNested: boolean;
  /** What a lifecycle of the row writes by the query layer as soon as it is updated. */
  lifecycle: Values | null;
  /** What a document middleware adds to the parameters. */
  middleware: Values | null;
}

/** Steps of one transaction. */
export type Program = Step[];

const word = fc.stringMatching(/^[a-z]{1,3}$/);

const values: fc.Arbitrary<Values> = fc.record(
  {
    title: word,
    summary: fc.option(word),
    details: fc.option(fc.record({ a: fc.nat({ max: 2 }), b: word })),
    views: fc.option(fc.nat({ max: 3 })),
    tone: fc.option(fc.constantFrom('neutral', 'funny')),
    author: fc.option(fc.nat({ max: 2 })),
    related: fc.uniqueArray(fc.nat({ max: 2 }), { maxLength: 3 }),
    links: fc.array(word, { maxLength: 3 }),
    seo: fc.option(fc.record({ metaTitle: word })),
    sections: fc.array(word, { maxLength: 2 }),
  },
  { requiredKeys: [] }
);

const step: fc.Arbitrary<Step> = fc.record({
  via: fc.constantFrom<Step['via']>(
    ...(['documents', 'documents', 'documents', 'query', 'query'] as const),
    ...(['many', 'builder', 'component', 'join'] as const)
  ),
  values,
  isNested: fc.boolean(),
  lifecycle: fc.option(values, { freq: 2 }),
  middleware: fc.option(values, { freq: 3 }),
});

/** The same programs for the same seed. */
export const programs = (count: number, seed: number): Program[] =>
  fc.sample(fc.array(step, { minLength: 1, maxLength: 4 }), { numRuns: count, seed });

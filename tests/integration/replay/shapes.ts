import type { Change } from '../../../server/src/contracts';

/** What a schema says of one attribute, as far as a replay has to know it. */
export interface AttributeShape {
  type: string;
  component?: string;
  components?: string[];
  repeatable?: boolean;
  target?: string;
  relation?: string;
  mappedBy?: string;
  inversedBy?: string;
  multiple?: boolean;
  private?: boolean;
}

export type Schemas = Record<string, Record<string, AttributeShape>>;

/** A related row. `locale` is null where the target has none. */
export interface Link {
  id: string;
  documentId: string | null;
  locale: string | null;
}

export interface Component {
  uid: string;
  values: Values;
}

/** Scalars and JSON as they are; relations and media as links, in order; components in order. */
export type Values = Record<string, unknown>;

/** One row of a watched table. */
export interface RowImage {
  uid: string;
  id: string;
  documentId: string | null;
  locale: string | null;
  /** Null for types without draft & publish. */
  status: 'draft' | 'published' | null;
  values: Values;
}

/** One event of the journal, with what a replay needs of it. */
export interface JournalEvent {
  action: string;
  outcome: string;
  type: string | null;
  id: string | null;
  documentId: string | null;
  locale: string | null;
  status: string | null;
  changes: Change[];
  payload: unknown;
}

/** One thing to do. `pick` and `other` choose among the rows there are at that moment. */
export interface Deed {
  kind: string;
  pick: number;
  other: number;
  locale: 'en' | 'de';
  flag: boolean;
  fields: Record<string, unknown>;
}

export type Step =
  | { kind: 'deed'; deed: Deed }
  /** One transaction around several; `inner` steps form a nested one whose error is swallowed. */
  | { kind: 'transaction'; deeds: Deed[]; nested: Deed[]; nestedFails: boolean; fails: boolean }
  /** At the same time. */
  | { kind: 'together'; deeds: Deed[] };

export interface Program {
  steps: Step[];
  /** Which lifecycles write, and which middlewares change parameters, while it runs. */
  habits: string[];
}

/** What one program left. */
export interface Outcome {
  rows: RowImage[];
  /** Events by the commit they tell of, in the order of the journal. */
  commits: JournalEvent[][];
  /** What the deeds threw: refusals are no faults, but a reader of a failure wants to know. */
  errors: string[];
  deeds: number;
}

import type { DatabaseClient } from '../../helpers/app/databases';
import type { Configuration } from '../applications/configurations';
import type { BenchOptions } from '../options';
import type { Judgement } from '../targets';

export interface Table {
  title: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What a part has found out. */
export interface Findings {
  tables: Table[];
  judgements: Judgement[];
  /** Sentences about what was left out, and why. */
  notes: string[];
  /** Every single measurement, as JSON. */
  raw: unknown;
}

export interface PartContext {
  options: BenchOptions;
  database: DatabaseClient;
  /** The other plugins that run here. */
  rivals: readonly Configuration[];
  say(line: string): void;
}

export type Part = (context: PartContext) => Promise<Findings>;

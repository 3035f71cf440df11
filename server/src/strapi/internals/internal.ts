import type { Core } from '@strapi/types';

/** A moment in the life of a process. */
export type Moment = 'start' | 'serving';

/** Something of Strapi that is no promised API and that recording depends on. */
export interface Internal {
  /** As code would write it. */
  name: string;
  /** The oldest version that was seen to have it. */
  since: string;
  /** What the log lacks without it: a sentence for the people who run the application. */
  lost: string;
  /** When it can be probed: once recording has started, or once routes are mounted; the former if left out. */
  when?: Moment;
  /** The plugin it belongs to; without that plugin it is not probed. */
  plugin?: string;
  /** False where this version of Strapi does not have the feature that it belongs to. */
  isPresent?(strapi: Core.Strapi): boolean;
  /**
   * Tries it out without leaving a trace.
   *
   * @returns false where it is not as expected; throwing says the same
   */
  probe(strapi: Core.Strapi): boolean | Promise<boolean>;
}

/** Whether an object has a function under each of these names. */
export const hasMethods = (value: unknown, ...names: string[]): boolean =>
  names.every((name) => typeof (value as Record<string, unknown> | null)?.[name] === 'function');

/** The oldest version on which the server half was run as a whole. */
export const OLDEST = '5.0.6';

import type { Core } from '@strapi/types';

/** A moment in the life of a process. */
export type Moment = 'start' | 'serving';

/** Something in Strapi that is no promised API and that recording depends on. */
export interface Internal {
  /** As code would write it. */
  name: string;
  /** The oldest version known to have it. */
  since: string;
  /** What the log lacks without it: a message for the people who run the application. */
  lost: string;
  /**
   * When it can be probed: once recording has started (the default), or once routes are mounted.
   */
  when?: Moment;
  /** The plugin it belongs to; without that plugin it is not probed. */
  plugin?: string;
  /** False if this version of Strapi lacks the feature that it belongs to. */
  isPresent?(strapi: Core.Strapi): boolean;
  /**
   * Tests it without leaving a trace.
   *
   * @returns false if it is not as expected; throwing means the same
   */
  probe(strapi: Core.Strapi): boolean | Promise<boolean>;
}

/** Whether an object has a function under each of these names. */
export const hasMethods = (value: unknown, ...names: string[]): boolean =>
  names.every((name) => typeof (value as Record<string, unknown> | null)?.[name] === 'function');

/** The oldest version on which the whole server half ran. */
export const OLDEST = '5.0.6';

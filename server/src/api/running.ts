import type { Core } from '@strapi/types';
import type { HealthResponse } from '../contracts';
import { PLUGIN_ID } from '../plugin-id';
import type { RunningRecording } from '../strapi/start-recording';
import type { Erasure } from '../upkeep/erasure';
import type { Retention } from '../upkeep/retention';
import type { Archive } from '../upkeep/retention/purge/archive-port';
import type { OwnUse } from './services/own-use';

/**
 * The running plugin in one Strapi, for the services and controllers that Strapi creates itself.
 */
export interface Running extends RunningRecording {
  health(): HealthResponse;
  /** Undefined if `retention.archive` is off. */
  archive: Archive | undefined;
  erasure: Erasure;
  retention: Retention;
  /** Records who reads the log. */
  use: OwnUse;
}

/** Its name in Strapi's container, which is empty after a restart within one process. */
const RUNNING = `${PLUGIN_ID}.running`;

export const keepRunning = (strapi: Core.Strapi, running: Running): unknown =>
  strapi.add(RUNNING, running);

/** Undefined before `bootstrap()`: there is no table to record into yet. */
export const runningOf = (strapi: Core.Strapi): Running | undefined =>
  strapi.has(RUNNING) ? (strapi.get(RUNNING) as unknown as Running) : undefined;

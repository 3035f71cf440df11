import type { Core } from '@strapi/types';
import type { Erasure } from './erasure';
import type { RunningPlugin, Taps } from './host/taps';
import type { Archive } from './retention/archive-port';
import type { Retention } from './retention';
import type { OwnUse } from './services/own-use';

interface PluginRuntime extends RunningPlugin {
  /** Undefined where `retention.archive` is off. */
  archive: Archive | undefined;
  erasure: Erasure;
  retention: Retention;
  /** Records who reads the log. */
  use: OwnUse;
}

/** What `register()` made for `bootstrap()`. */
interface PluginTaps extends Taps {
  /** Opened before any table was made; undefined where `retention.archive` is off. */
  archive(): Archive | undefined;
}

const taps = new WeakMap<Core.Strapi, PluginTaps>();
const runtimes = new WeakMap<Core.Strapi, PluginRuntime>();

export const keepTaps = (strapi: Core.Strapi, made: PluginTaps): unknown => taps.set(strapi, made);

export const tapsOf = (strapi: Core.Strapi): PluginTaps => {
  const made = taps.get(strapi);
  if (!made) throw new Error('[audit-trail] bootstrap() was called without register().');
  return made;
};

export const keepRuntime = (strapi: Core.Strapi, made: PluginRuntime): unknown =>
  runtimes.set(strapi, made);

/** Undefined before `bootstrap()`, when there is no table to record into yet. */
export const runtimeOf = (strapi: Core.Strapi): PluginRuntime | undefined => runtimes.get(strapi);

import type { Core } from '@strapi/strapi';
import { nextRun, resolveConfig } from '../../config';
import type { StatusResponse } from '../../contracts';
import { LONG_BACKLOG, searchIndexOf } from '../../follow/search-index';
import { createState } from '../../journal';
import { PLUGIN_ID } from '../../plugin-id';
import type { Query } from '../../read/query';
import { keepsForEver, maxBytesOf, readLastPurge } from '../../upkeep/retention';

/** How much is kept, for how long, and the last and next runs of the purge. */
export async function findStatus(strapi: Core.Strapi, query: Query): Promise<StatusResponse> {
  const { retention } = resolveConfig(strapi.config.get(`plugin::${PLUGIN_ID}`));
  const { days, actions, maxEvents, dryRun, schedule } = retention;
  const { cursor, last } = await searchIndexOf(strapi.db).backlog();
  return {
    ...(await query.readVolume()),
    indexed: last - cursor > LONG_BACKLOG ? cursor / last : null,
    retention: {
      days,
      actions,
      maxEvents,
      dryRun,
      schedule,
      maxBytes: maxBytesOf(retention),
      holds: retention.hold.length,
      nextPurge: keepsForEver(retention) ? null : (nextRun(schedule)?.toISOString() ?? null),
      lastPurge: await readLastPurge(createState(strapi.db)),
    },
  };
}

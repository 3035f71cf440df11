import type { Core } from '@strapi/types';
import type { Capture, Row, SchemaDeployment } from '../../event';
import { LOOKED_UP } from '../../journal';
import { EVENT_TABLE, EVENT_UID } from '../../plugin-id';
import { systemScope } from './ambient-scopes';
import { createDeployedRowsReader } from './deployed-rows';
import { runInScope } from '../../record/scope';

/** The content types of the last boot and of this one, before this boot overwrites the former. */
export interface SchemaDeployments {
  /** Empty at the very first boot, which has nothing to compare with. */
  found(): SchemaDeployment[];
}

type Schemas = Record<string, Row>;
type SchemasOfBoot = Record<'oldContentTypes' | 'contentTypes', Schemas | undefined>;

/**
 * Schemas come with the code: no request changes them in production. Strapi keeps those of the last
 * boot and passes both to two hooks, around its changes to tables and rows. Hooks run in parallel;
 * their call is wrapped, to run first before the one and last after the other. Call it in
 * `register()`.
 */
export function tapSchemaSync(strapi: Core.Strapi): SchemaDeployments {
  let found: SchemaDeployment[] = [];
  const rows = createDeployedRowsReader(strapi);

  aroundHook(strapi, 'strapi::content-types.beforeSync', async (schemas, call) => {
    const { oldContentTypes, contentTypes } = schemas;
    if (oldContentTypes && contentTypes) await rows.before(oldContentTypes, contentTypes);
    return call();
  });
  aroundHook(strapi, 'strapi::content-types.afterSync', async (schemas, call) => {
    const result = await call();
    const { oldContentTypes, contentTypes } = schemas;
    if (!oldContentTypes || !contentTypes) return result;
    const touched = await rows.after();
    const uids = new Set([...Object.keys(oldContentTypes), ...Object.keys(contentTypes)]);
    uids.delete(EVENT_UID);
    found = [...uids].map((uid) => ({
      uid,
      before: oldContentTypes[uid] ?? null,
      after: contentTypes[uid] ?? null,
      rows: touched.get(uid) ?? null,
    }));
    return result;
  });
  return { found: () => found };
}

interface Hook {
  call(schemas: SchemasOfBoot): Promise<unknown>;
}

function aroundHook(
  strapi: Core.Strapi,
  name: string,
  work: (schemas: SchemasOfBoot, call: () => Promise<unknown>) => Promise<unknown>
): void {
  const hook = strapi.hook(name) as unknown as Hook;
  const call = hook.call.bind(hook);
  hook.call = (schemas) => work(schemas, () => call(schemas));
}

export interface DeploymentDependencies {
  strapi: Core.Strapi;
  deployments: SchemaDeployments;
  describe(deployment: SchemaDeployment): Capture[];
  record(capture: Capture): Promise<void>;
}

/**
 * Records the differences; what the Content-Type Builder already reported is not recorded again.
 */
export async function recordDeployments(deps: DeploymentDependencies): Promise<void> {
  const captures = deps.deployments.found().flatMap((one) => deps.describe(one));
  if (captures.length === 0) return;
  await runInScope(systemScope('bootstrap'), async () => {
    for (const capture of captures) {
      if (!(await wasJustBuilt(deps.strapi, capture))) await deps.record(capture);
    }
  });
}

/** Long enough for a slow machine to compile and restart after an edit. */
const RESTART_MS = 10 * 60_000;

/**
 * Under `strapi develop` the Content-Type Builder writes files, reports, and restarts the process.
 */
async function wasJustBuilt(strapi: Core.Strapi, { resource, changes }: Capture): Promise<boolean> {
  if (strapi.config.get('autoReload') !== true || !changes) return false;
  const last = (await strapi.db
    .getConnection(EVENT_TABLE)
    .where({ resource_type: 'content-type', resource_id: resource?.id })
    .whereRaw(LOOKED_UP)
    .orderBy('id', 'desc')
    .first('occurred_at', 'changes')) as { occurred_at: unknown; changes: unknown } | undefined;
  if (!last || Number(last.occurred_at) < Date.now() - RESTART_MS) return false;
  const reported = typeof last.changes === 'string' ? JSON.parse(last.changes) : last.changes;
  const paths = new Set((reported as { path: string }[]).map(({ path }) => path));
  return changes.every(({ path }) => paths.has(path));
}

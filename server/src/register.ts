import type { Core } from '@strapi/types';
import { openArchive } from './archive';
import { resolveConfig } from './config';
import { eventSchema } from './content-types/event/schema';
import { tapAdminTokens } from './host/admin-token-identity';
import { tapAmbientScopes } from './host/ambient-scopes';
import { beforeTables } from './host/before-tables';
import { bootstrap } from './bootstrap';
import { tapBootstraps } from './host/bootstraps';
import { tapDocumentOperations } from './host/document-operations';
import { registerJournal } from './host/journal-guard';
import { tapFileContents } from './host/file-contents';
import { tapRequests } from './host/requests';
import { tapSchemaSync } from './host/schema-deployments';
import { PLUGIN_ID } from './plugin-id';
import { keepTaps, runtimeOf } from './runtime';
import { contentTypesOf } from './services/known-names';
import type { SourcesService } from './services/sources';
import { recordsNoType } from './services/unmatched-options';

/** Strapi's first phase: everything that must sit outermost or be known before tables are made. */
export async function register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  // Before the first migration is announced: a start that is refused leaves the database as it was.
  const config = resolveConfig(strapi.config.get(`plugin::${PLUGIN_ID}`));
  const problem = recordsNoType(config, contentTypesOf(strapi));
  if (problem !== null) throw new Error(problem);

  strapi.plugin(PLUGIN_ID).service<SourcesService>('sources').defineFiles();

  const archive = beforeTables(strapi, () => openArchive(strapi, config.retention.archive));
  const journal = await registerJournal(strapi, eventSchema);
  tapAdminTokens(strapi);
  tapAmbientScopes(strapi);
  tapBootstraps(strapi, () => bootstrap({ strapi }));
  tapDocumentOperations(strapi);
  const requests = tapRequests(strapi, () => runtimeOf(strapi)?.requestTap ?? null);
  keepTaps(strapi, {
    journal,
    requests,
    archive,
    deployments: tapSchemaSync(strapi),
    files: tapFileContents(strapi),
  });
}

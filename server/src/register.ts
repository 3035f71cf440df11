import type { Core } from '@strapi/types';
import { tapAdminTokens } from './host/admin-token-identity';
import { tapAmbientScopes } from './host/ambient-scopes';
import { bootstrap } from './bootstrap';
import { tapBootstraps } from './host/bootstraps';
import { tapDocumentOperations } from './host/document-operations';
import { registerJournal } from './host/journal-guard';
import { tapFileContents } from './host/file-contents';
import { tapRequests } from './host/requests';
import { tapSchemaSync } from './host/schema-deployments';
import { resolveConfig } from './config';
import { PLUGIN_ID } from './plugin-id';
import { keepTaps, runtimeOf } from './runtime';
import { contentTypesOf } from './services/known-names';
import { recordsNoType } from './services/unmatched-options';

/** Strapi's first phase: everything that must sit outermost or be known before tables are made. */
export async function register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  // Before the first migration is announced: a start that is refused leaves the database as it was.
  const config = resolveConfig(strapi.config.get(`plugin::${PLUGIN_ID}`));
  const problem = recordsNoType(config, contentTypesOf(strapi));
  if (problem !== null) throw new Error(problem);

  const journal = await registerJournal(strapi);
  tapAdminTokens(strapi);
  tapAmbientScopes(strapi);
  tapBootstraps(strapi, () => bootstrap({ strapi }));
  tapDocumentOperations(strapi);
  const requests = tapRequests(strapi, () => runtimeOf(strapi)?.requestTap ?? null);
  keepTaps(strapi, {
    journal,
    requests,
    deployments: tapSchemaSync(strapi),
    files: tapFileContents(strapi),
  });
}

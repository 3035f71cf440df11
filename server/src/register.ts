import type { Core } from '@strapi/types';
import { tapAdminTokens } from './host/admin-token-identity';
import { tapAmbientScopes } from './host/ambient-scopes';
import { tapDocumentOperations } from './host/document-operations';
import { registerJournal } from './host/journal-guard';
import { tapFileContents } from './host/file-contents';
import { tapRequests } from './host/requests';
import { tapSchemaSync } from './host/schema-deployments';
import { keepTaps, runtimeOf } from './runtime';

/** Strapi's first phase: everything that must sit outermost or be known before tables are made. */
export async function register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const journal = await registerJournal(strapi);
  tapAdminTokens(strapi);
  tapAmbientScopes(strapi);
  tapDocumentOperations(strapi);
  const requests = tapRequests(strapi, () => runtimeOf(strapi)?.requestTap ?? null);
  keepTaps(strapi, {
    journal,
    requests,
    deployments: tapSchemaSync(strapi),
    files: tapFileContents(strapi),
  });
}

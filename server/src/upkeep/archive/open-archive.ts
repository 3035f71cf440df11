import type { Core } from '@strapi/types';
import type { AuditTrailConfig } from '../../config';
import { instanceId } from '../../jobs';
import type { Archive } from '../retention/purge/archive-port';
import { createArchive } from './archive';
import { prepareFolder } from './check-folder';
import { trustProvider } from './check-provider';
import { createFolder } from './folder';
import type { ArchiveLocation } from './location';
import { createProviderLocation, type UploadProvider } from './upload-provider';

async function openFolder(strapi: Core.Strapi, folder: string): Promise<ArchiveLocation> {
  const { app, static: files } = strapi.dirs;
  return createFolder(await prepareFolder(folder, { root: app.root, public: files.public }));
}

async function openProvider(strapi: Core.Strapi): Promise<ArchiveLocation> {
  const plugin = strapi.plugin('upload') as unknown as { provider: UploadProvider } | undefined;
  const providerName = strapi.config.get<string>('plugin::upload.provider', 'local');
  return createProviderLocation(await trustProvider(plugin?.provider, providerName), {
    providerName,
    // Strapi's own, which knows the application's proxy.
    fetch: (url, options) => strapi.fetch(url, options),
  });
}

/**
 * The archive that `retention.archive` configures; undefined if it is off. Call it once every
 * plugin is registered, and before tables are created: it may refuse the start.
 *
 * @throws a message for the operator if the folder or the provider cannot be used
 */
export async function openArchive(
  strapi: Core.Strapi,
  wanted: AuditTrailConfig['retention']['archive']
): Promise<Archive | undefined> {
  if (wanted === false) return undefined;
  const location = await ('folder' in wanted
    ? openFolder(strapi, wanted.folder)
    : openProvider(strapi));
  return createArchive({ location, instance: instanceId });
}

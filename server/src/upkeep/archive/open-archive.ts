import type { Core } from '@strapi/types';
import type { AuditTrailConfig } from '../../config';
import { instanceId } from '../../jobs';
import type { Archive } from '../retention/archive-port';
import { createArchive } from './archive';
import { prepareFolder } from './check-folder';
import { trustProvider } from './check-provider';
import { createFolder } from './folder';
import type { Place } from './place';
import { createProviderPlace, type UploadProvider } from './upload-provider';

async function openFolder(strapi: Core.Strapi, folder: string): Promise<Place> {
  const { app, static: files } = strapi.dirs;
  return createFolder(await prepareFolder(folder, { root: app.root, public: files.public }));
}

async function openProvider(strapi: Core.Strapi): Promise<Place> {
  const plugin = strapi.plugin('upload') as unknown as { provider: UploadProvider } | undefined;
  const providerName = strapi.config.get<string>('plugin::upload.provider', 'local');
  return createProviderPlace(await trustProvider(plugin?.provider, providerName), {
    providerName,
    // Strapi's own, which knows the proxy of the application.
    fetch: (url, options) => strapi.fetch(url, options),
  });
}

/**
 * The archive that `retention.archive` asks for, undefined where it is off. Call it once every plugin is
 * registered, and before tables are made: it may refuse the start.
 *
 * @throws a sentence for the operator where the folder or the provider cannot be used
 */
export async function openArchive(
  strapi: Core.Strapi,
  wanted: AuditTrailConfig['retention']['archive']
): Promise<Archive | undefined> {
  if (wanted === false) return undefined;
  const place = await ('folder' in wanted
    ? openFolder(strapi, wanted.folder)
    : openProvider(strapi));
  return createArchive({ place, instance: instanceId });
}

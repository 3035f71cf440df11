import type { StreamingProvider, UploadProvider } from './upload-provider';

const refuse = (providerName: string, message: string) =>
  new Error(
    `[audit-trail] retention.archive is { provider: "upload" }, but the upload provider ` +
      `"${providerName}" ${message} Configure another upload provider, or name a folder: ` +
      'retention.archive: { folder: "…" }.'
  );

/**
 * The provider, if it can be trusted with the log: private, streaming, and able to return what it
 * stores.
 *
 * @throws a message for the operator if it cannot, or if there is none
 */
export async function trustProvider(
  provider: UploadProvider | undefined,
  providerName: string
): Promise<StreamingProvider> {
  if (!provider) {
    throw refuse(providerName, 'is not there, because the upload plugin is switched off.');
  }
  if (!(await provider.isPrivate())) {
    throw refuse(
      providerName,
      'is not private: everybody who has the address of a file can fetch it, and the log is not for ' +
        'everybody.'
    );
  }
  // The default that every provider inherits from Strapi returns the file itself.
  if (!Object.hasOwn(provider, 'getSignedUrl')) {
    throw refuse(providerName, 'has no getSignedUrl: what it stores could not be read back.');
  }
  if (!provider.uploadStream) {
    throw refuse(providerName, 'has no uploadStream: a part would have to fit into memory.');
  }
  return provider as StreamingProvider;
}

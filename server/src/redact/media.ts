import type { Media } from '../event';
import { hiddenKind } from './markers';

/** Any other media type is the sender's own words. */
const KNOWN = new Set([
  ...['application/json', 'application/xml', 'application/octet-stream', 'application/pdf'],
  ...['application/x-www-form-urlencoded', 'application/graphql', 'application/x-ndjson'],
  ...['application/yaml', 'application/javascript', 'application/zip', 'application/soap+xml'],
  ...['multipart/form-data', 'text/plain', 'text/html', 'text/xml', 'text/csv', 'text/yaml'],
  ...['text/javascript', 'text/css', 'text/markdown', 'text/event-stream', 'image/svg+xml'],
]);

/** Replaces a body that was read by no schema: `[hidden: text/plain, 57 bytes]`. */
export function unreadBody({ type, bytes }: Media): string {
  const media = type !== null && KNOWN.has(type) ? type : 'body';
  return hiddenKind(bytes === null ? media : `${media}, ${bytes} bytes`);
}

/**
 * True for a body that Strapi's parser did not parse: text, XML, broken JSON, and JSON sent as a
 * form, whose values are in the position of names.
 */
export function isUnread(body: unknown, { type, bytes }: Media): boolean {
  if (typeof body === 'string') return body !== '';
  if (ArrayBuffer.isView(body)) return true;
  if (typeof body !== 'object' || body === null) return (bytes ?? 0) > 0;
  const names = Object.keys(body);
  if (names.length === 0) return (bytes ?? 0) > 2 && type !== 'multipart/form-data';
  const isForm = type === 'application/x-www-form-urlencoded' && names.length === 1;
  return isForm && (body as Record<string, unknown>)[names[0] ?? ''] === '';
}

/** The length of a body that is text or binary, else null. */
export function bytesOf(body: unknown): number | null {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return ArrayBuffer.isView(body) ? body.byteLength : null;
}

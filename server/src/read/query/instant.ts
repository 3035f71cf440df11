const EPOCH = /^-?\d{1,16}$/;
// A time without a zone would be read in the server's zone, whatever that is.
const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;

/**
 * Epoch milliseconds of an ISO 8601 date (midnight UTC), an ISO time with a zone, or epoch
 * milliseconds.
 */
export function parseInstant(text: string): number | null {
  if (!EPOCH.test(text) && !ISO.test(text)) return null;
  const instant = new Date(EPOCH.test(text) ? Number(text) : text).getTime();
  if (Number.isNaN(instant)) return null;
  // Date rolls 2025-02-30 over into March.
  const day = ISO.test(text) ? text.slice(0, 10) : null;
  if (day && new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) return null;
  return instant;
}

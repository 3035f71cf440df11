import type { Actor, RequestFacts, Resource } from '../contracts';
import { MAX_FIELD_TAGS, TAG_LENGTH } from '../event';
import { keepIfEmail } from './email';
import { showId } from './ids';
import { showIp, type IpPrivacy } from './ip';
import { rememberByName } from '../event';
import { cleanText, COLUMN_LENGTH } from './text';
import { HIDDEN } from './markers';
import { looksLikeToken } from './random-string';
import { readPath } from './urls';

/** A number or a documentId: neither is a token, and no secret looks like one. */
const PLAIN_ID = /^(?:\d{1,19}|[a-z][a-z0-9]{23})$/;
/** As many as the recorder makes: own tags, fields, and the mark of a cut. */
const MAX_TAGS = MAX_FIELD_TAGS + 21;

/** The details that become separate columns: texts of known meaning, short and clean. */
export function createColumns(scrub: (text: string) => string, ip: IpPrivacy = 'full') {
  const idBy =
    (show: (text: string) => string) =>
    (value: unknown): string | null => {
      if (typeof value === 'number' || typeof value === 'bigint') return String(value);
      return typeof value === 'string' ? show(value) : null;
    };
  const id = idBy((text) => showId(text, scrub));
  /** What Strapi itself makes: not searched for secrets, since it looks random. */
  const ownId = idBy((text) => cleanText(text, COLUMN_LENGTH));
  /** Words of people and programs: searched for secrets, then cut. */
  const words = (value: unknown, max = COLUMN_LENGTH): string | null =>
    typeof value === 'string' ? cleanText(scrub(cleanText(value, 8192)), max) : null;

  /** An id from a request may also be a token, or what the path already hides. */
  const named = (value: unknown, hidden: readonly string[]): string | null => {
    const text = ownId(value);
    if (text === null) return null;
    if (PLAIN_ID.test(text) && !hidden.includes(text)) return text;
    return hidden.includes(text) || looksLikeToken(text) || scrub(text) !== text ? HIDDEN : text;
  };
  const without = (text: string | null, hidden: readonly string[]): string | null =>
    text && hidden.reduce((rest, part) => rest.replaceAll(part, HIDDEN), text);
  /** All events of one request have its path. */
  const readOnce = rememberByName((path) => readPath(path, scrub), 64);
  const pathOf = (path: unknown) =>
    typeof path === 'string' ? readOnce(path) : { path: null, hidden: [] };

  return {
    id,
    words,
    /** What the request's path hides, which no other column may show. */
    hiddenIn: (path: unknown): readonly string[] => pathOf(path).hidden,
    without,
    actor: (actor: Actor): Actor => ({
      type: actor.type,
      id: id(actor.id),
      name: words(actor.name),
      email: keepIfEmail(actor.email),
    }),
    resource: (resource: Resource, hidden: readonly string[] = []): Resource => ({
      type: id(resource.type),
      id: named(resource.id, hidden),
      documentId: named(resource.documentId, hidden),
      locale: id(resource.locale),
      status: id(resource.status),
      name: without(words(resource.name), hidden),
    }),
    request: (request: RequestFacts): RequestFacts => ({
      id: ownId(request.id),
      method: ownId(request.method),
      path: pathOf(request.path).path,
      status: typeof request.status === 'number' ? request.status : null,
      ip: showIp(ownId(request.ip), ip),
      userAgent: words(request.userAgent),
      sessionId: ownId(request.sessionId),
    }),
    tags: (tags: readonly unknown[], hidden: readonly string[] = []): string[] =>
      tags.slice(0, MAX_TAGS).flatMap((tag) => without(words(tag, TAG_LENGTH), hidden) ?? []),
  };
}

export type Columns = ReturnType<typeof createColumns>;

import type { Actor, RequestFacts, Resource } from '../contracts';
import { MAX_FIELD_TAGS, TAG_LENGTH } from '../event';
import { keepIfEmail } from './email';
import { showIp, type IpPrivacy } from './ip';
import { cleanText, COLUMN_LENGTH } from './text';
import { redactPath } from './urls';

/** As many as the recorder makes: facts, fields, and the mark of a cut. */
const MAX_TAGS = MAX_FIELD_TAGS + 21;

/** The facts that become columns of their own: texts of known meaning, short and clean. */
export function createColumns(scrub: (text: string) => string, ip: IpPrivacy = 'full') {
  /** Identifiers: bounded and clean, not searched for secrets, since ids look random. */
  const id = (value: unknown): string | null => {
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
    return typeof value === 'string' ? cleanText(value, COLUMN_LENGTH) : null;
  };
  /** Words of people and programs: searched for secrets, then cut. */
  const words = (value: unknown, max = COLUMN_LENGTH): string | null =>
    typeof value === 'string' ? cleanText(scrub(cleanText(value, 8192)), max) : null;

  return {
    id,
    words,
    actor: (actor: Actor): Actor => ({
      type: actor.type,
      id: id(actor.id),
      name: words(actor.name),
      email: keepIfEmail(actor.email),
    }),
    resource: (resource: Resource): Resource => ({
      type: id(resource.type),
      id: id(resource.id),
      documentId: id(resource.documentId),
      locale: id(resource.locale),
      status: id(resource.status),
      name: words(resource.name),
    }),
    request: (request: RequestFacts): RequestFacts => ({
      id: id(request.id),
      method: id(request.method),
      path: typeof request.path === 'string' ? redactPath(request.path, scrub) : null,
      status: typeof request.status === 'number' ? request.status : null,
      ip: showIp(id(request.ip), ip),
      userAgent: words(request.userAgent),
      sessionId: id(request.sessionId),
    }),
    tags: (tags: readonly unknown[]): string[] =>
      tags.slice(0, MAX_TAGS).flatMap((tag) => words(tag, TAG_LENGTH) ?? []),
  };
}

export type Columns = ReturnType<typeof createColumns>;

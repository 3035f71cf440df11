import { toEventRow } from '../../../server/src/journal/row';
import { toRequestRow } from '../../../server/src/journal/request-row';
import type { AuditEvent } from '../../../server/src/event';
import { redactedEvent, redactedRequest } from '../../helpers/redacted-event';
import type { Row } from '../../helpers/plugin-tables';
import type { StoredActivity } from './journal';
import { ACTORS, RESOURCES, textOf } from './people-and-things';

/** As many as it takes for actors and resources to meet in many ways. */
export const POOL_SIZE = 10_000;

type Kind = Pick<AuditEvent, 'action'> & Partial<AuditEvent>;

/** Of a hundred events, so many of each kind. */
const KINDS: [number, Kind][] = [
  [52, { action: 'entry.update' }],
  [16, { action: 'entry.publish' }],
  [12, { action: 'entry.create' }],
  [3, { action: 'entry.delete' }],
  [6, { action: 'media.create' }],
  [9, { action: 'admin.auth.success' }],
  [1, { action: 'admin.auth.error', outcome: 'failure', reason: 'invalid-credentials' }],
  [1, { action: 'request.denied', outcome: 'denied', reason: 'forbidden' }],
];
const HUNDRED = KINDS.flatMap(([share, kind]) => Array.from({ length: share }, () => kind));

const FIELDS = ['title', 'summary', 'body', 'price', 'slug'];

const changesOf = (index: number) =>
  FIELDS.slice(0, 1 + (index % 3)).map((_, place) => {
    const field = FIELDS[(index + place) % FIELDS.length]!;
    return {
      path: field,
      label: field,
      kind: 'value' as const,
      before: textOf(index + place, 12),
      after: textOf(index + place + 1, 12),
    };
  });

function activity(index: number): StoredActivity {
  const kind = HUNDRED[(index * 37) % HUNDRED.length]!;
  const actor = ACTORS[(index * 13) % ACTORS.length]!;
  const resource = kind.action.startsWith('entry') ? RESOURCES[index % RESOURCES.length]! : null;
  const changes =
    kind.action === 'entry.update' || kind.action === 'entry.create' ? changesOf(index) : [];
  const event = redactedEvent({
    ...kind,
    origin: actor.type === 'api-token' ? 'content-api' : 'admin-panel',
    actor: actor.account,
    ...(resource
      ? { resource }
      : {
          resource: {
            type: null,
            id: null,
            documentId: null,
            locale: null,
            status: null,
            name: null,
          },
        }),
    request: {
      id: null,
      method: 'PUT',
      path: `/content-manager/collection-types/${resource?.type ?? 'none'}/${resource?.documentId ?? ''}`,
      status: 200,
      ip: actor.ip,
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
      sessionId: actor.session,
    },
    tags: changes.map(({ path }) => `field:${path}`),
    changes,
  });
  const request = toRequestRow(
    redactedRequest({ request: { ...event.request, id: 'of-its-event' }, origin: event.origin })
  );
  return { event: { ...toEventRow(event) } as Row, request: request && ({ ...request } as Row) };
}

/** Rows that the plugin's own builders made of what an editorial team does all day. */
export const makePool = (): StoredActivity[] =>
  Array.from({ length: POOL_SIZE }, (_, index) => activity(index));

import { EVENT_TABLE } from '../../plugin-id';

/** Every index starts with `audit_trail_`: index names are global in a PostgreSQL schema. */
const index = (name: string, columns: string[], type?: 'unique') => ({
  name: `audit_trail_events_${name}`,
  columns,
  ...(type && { type }),
});

/**
 * The journal as a content type. `document_id`, Strapi's own column, holds the event's public
 * UUIDv7. The JSON columns come last, so lists can leave them unread.
 *
 * No attribute is a relation: what an event names must stay readable after it is gone. Few columns
 * have an index, because a write waits for it: events are found by the search index.
 */
export const eventSchema = {
  kind: 'collectionType',
  collectionName: EVENT_TABLE,
  info: {
    singularName: 'event',
    pluralName: 'events',
    displayName: 'Audit event',
    description: 'One recorded activity. Written by the audit trail only.',
  },
  options: { draftAndPublish: false },
  pluginOptions: {
    'content-manager': { visible: false },
    'content-type-builder': { visible: false },
  },
  attributes: {
    occurredAt: { type: 'biginteger' },
    action: { type: 'string' },
    outcome: { type: 'string' },
    reason: { type: 'string' },
    origin: { type: 'string' },
    actorType: { type: 'string' },
    actorId: { type: 'string' },
    actorName: { type: 'string' },
    actorEmail: { type: 'string' },
    resourceType: { type: 'string' },
    resourceId: { type: 'string' },
    resourceDocumentId: { type: 'string' },
    resourceLocale: { type: 'string' },
    resourceStatus: { type: 'string' },
    resourceName: { type: 'string' },
    requestId: { type: 'string' },
    method: { type: 'string' },
    path: { type: 'string' },
    status: { type: 'integer' },
    ip: { type: 'string' },
    ipKey: { type: 'string' },
    userAgent: { type: 'string' },
    sessionId: { type: 'string' },
    operationId: { type: 'string' },
    count: { type: 'integer' },
    changedFields: { type: 'integer' },
    bytes: { type: 'integer' },
    tags: { type: 'json' },
    changes: { type: 'json' },
    payload: { type: 'json' },
  },
  indexes: [
    index('document_id', ['document_id'], 'unique'),
    index('occurred', ['occurred_at', 'id']),
    // Also finds the events of a request: it is the operation of all its events.
    index('operation', ['operation_id']),
  ],
} as const;

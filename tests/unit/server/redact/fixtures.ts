import * as graphql from 'graphql';
import { createRedactor, type RedactionConfig } from '../../../../server/src/redact';
import type {
  AuditEvent,
  RawChange,
  RequestCapture,
  StrapiSchema,
} from '../../../../server/src/event';

export const ARTICLE = 'api::article.article';

const models: Record<string, StrapiSchema> = {
  [ARTICLE]: {
    uid: ARTICLE,
    info: { singularName: 'article', pluralName: 'articles' },
    attributes: {
      title: { type: 'string' },
      body: { type: 'richtext' },
      keywords: { type: 'string' },
      shippingAddress: { type: 'string' },
      pin: { type: 'password' },
      vault: { type: 'string', customField: 'plugin::encrypted-field.encrypted-text' },
      internalNotes: { type: 'text', private: true },
      partnerToken: { type: 'string' },
      maxTokens: { type: 'integer' },
      settings: { type: 'json' },
      seo: { type: 'component', component: 'shared.seo' },
      parts: { type: 'component', component: 'shared.part', repeatable: true },
      blocks: { type: 'dynamiczone', components: ['shared.part', 'shared.seo'] },
      author: { type: 'relation', target: 'api::author.author', relation: 'manyToOne' },
      owner: { type: 'relation', target: 'admin::user', relation: 'manyToOne' },
      about: { type: 'relation', relation: 'morphToOne' },
      cover: { type: 'media', multiple: false },
      createdBy: { type: 'relation', target: 'admin::user', private: true },
    },
  },
  'shared.seo': {
    attributes: {
      metaTitle: { type: 'string' },
      code: { type: 'password' },
      part: { type: 'component', component: 'shared.part' },
    },
  },
  'shared.part': {
    attributes: { body: { type: 'text' }, code: { type: 'string' }, unlock: { type: 'password' } },
  },
  'api::author.author': {
    attributes: { name: { type: 'string' }, phone: { type: 'string', private: true } },
  },
  'admin::user': {
    attributes: {
      firstname: { type: 'string', configurable: false },
      email: { type: 'email', private: true, configurable: false },
      password: { type: 'password', private: true, configurable: false },
      resetPasswordToken: { type: 'string', private: true, configurable: false },
      newInAnyVersion: { type: 'string' },
    },
  },
  'admin::api-token': {
    attributes: {
      name: { type: 'string' },
      type: { type: 'enumeration' },
      accessKey: { type: 'string' },
      encryptedKey: { type: 'text' },
    },
  },
  'plugin::users-permissions.user': {
    attributes: {
      username: { type: 'string', configurable: false },
      email: { type: 'email', configurable: false },
      password: { type: 'password', private: true, configurable: false },
      confirmationToken: { type: 'string', private: true, configurable: false },
      // As an application writes it that overrides the schema of the plugin.
      resetPasswordToken: { type: 'string' },
      notYetReviewed: { type: 'string', configurable: false },
      birthplace: { type: 'string' },
      nickname: { type: 'string', private: true },
    },
  },
  'plugin::users-permissions.role': {
    attributes: { name: { type: 'string', configurable: false } },
  },
  'strapi::webhook': {
    attributes: {
      name: { type: 'string' },
      url: { type: 'text' },
      headers: { type: 'json' },
      events: { type: 'json' },
      enabled: { type: 'boolean' },
    },
  },
  'plugin::upload.file': {
    attributes: {
      name: { type: 'string', configurable: false },
      hash: { type: 'string', configurable: false },
      url: { type: 'text', configurable: false },
      provider_metadata: { type: 'json', configurable: false },
      formats: { type: 'json', configurable: false },
    },
  },
};

export const getModel = (uid: string) => models[uid];

/** Names that the schema of the application has besides those of its content types. */
const GRAPHQL_SCHEMA: ReadonlySet<string> = new Set(['Zone', 'orderNow', 'note', 'count']);

export function redactorWith(config: Partial<RedactionConfig> = {}) {
  return createRedactor({
    getModel,
    listModels: () => Object.keys(models),
    graphql: () => graphql,
    graphqlSchema: () => GRAPHQL_SCHEMA,
    config: { keys: [], reveal: [], maxBodyBytes: 8192, maxEventBytes: 65_536, ...config },
  });
}

export function eventWith(fields: Partial<AuditEvent>): AuditEvent {
  return {
    id: '019a0000-0000-7000-8000-000000000000',
    occurredAt: new Date('2026-01-02T03:04:05.678Z'),
    action: 'entry.update',
    outcome: 'success',
    reason: null,
    origin: 'admin-panel',
    actor: { type: 'admin-user', id: '1', name: 'Anna Berg', email: 'anna@example.com' },
    resource: {
      type: ARTICLE,
      id: '7',
      documentId: 'z7v8zma3nfo1x0c2b4n6m8k0',
      locale: 'en',
      status: 'draft',
      name: 'Spring sale',
    },
    request: {
      id: 'r1',
      method: 'PUT',
      path: '/content-manager/x',
      status: null,
      ip: '127.0.0.1',
      userAgent: 'Mozilla/5.0',
      sessionId: null,
    },
    operationId: 'o1',
    count: 1,
    tags: [],
    changes: [],
    payload: null,
    ...fields,
  };
}

export function change(fields: Partial<RawChange> & { path: string }): RawChange {
  return { label: fields.path, kind: 'value', ...fields };
}

export function captureWith(fields: Partial<RequestCapture>): RequestCapture {
  return {
    request: eventWith({}).request,
    occurredAt: new Date('2026-01-02T03:04:05.678Z'),
    origin: 'content-api',
    durationMs: 12,
    query: null,
    requestBody: null,
    responseBody: null,
    resourceType: null,
    handler: handlerOf(fields.resourceType ?? null),
    requestMedia: { type: 'application/json', bytes: null },
    responseType: 'application/json',
    isResponseRepeated: false,
    ...fields,
  };
}

/** A handler of an application's own. */
export const OWN_HANDLER = 'api::order.order.refund';

/** Handlers whose bodies are rows of a type. */
const HANDLERS: Readonly<Record<string, string>> = {
  'admin::api-token': 'admin::api-token.update',
  'strapi::webhook': 'admin::webhooks.updateWebhook',
  'plugin::users-permissions.user': 'plugin::users-permissions.user.update',
  'plugin::users-permissions.role': 'plugin::users-permissions.role.updateRole',
};

export function handlerOf(type: string | null): string {
  return type === null ? OWN_HANDLER : (HANDLERS[type] ?? `${type}.update`);
}

interface Sent extends Partial<RequestCapture> {
  path?: string;
}

/** What is kept of a request to a route whose bodies are of the type, or to an application's own. */
export function requestOf(
  resourceType: string | null,
  { path = '/api/x', ...fields }: Sent,
  config: Partial<RedactionConfig> = {}
) {
  const capture = captureWith({ resourceType, ...fields });
  return redactorWith(config).request({ ...capture, request: { ...capture.request, path } });
}

/** What is kept of a request body. */
export const bodyOf = (resourceType: string | null, requestBody: unknown, sent: Sent = {}) =>
  requestOf(resourceType, { requestBody, ...sent }).requestBody;

/** The same where the owner reveals the handler: names and looks decide. */
export const revealedBodyOf = (
  resourceType: string | null,
  requestBody: unknown,
  sent: Sent = {}
) => requestOf(resourceType, { requestBody, ...sent }, { revealHandlers: ['*'] }).requestBody;

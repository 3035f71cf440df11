import type { Field } from './fields';

/*
 * The bodies of Strapi's own routes whose form is no content type's, reviewed against Strapi 5.54
 * by reading controllers and validators. Request and response share a description. A key that is
 * not listed keeps its name and its type.
 */

const MENU = { row: 'plugin::upload.file' } as const;

/** How the Content Manager shows a type: labels and placeholders are the interface's own words. */
const CONTENT_VIEW: Field = {
  fields: {
    uid: 'uid',
    settings: {
      fields: {
        bulkable: 'flag',
        filterable: 'flag',
        searchable: 'flag',
        pageSize: 'number',
        mainField: 'word',
        defaultSortBy: 'word',
        defaultSortOrder: 'word',
        relationOpenMode: 'word',
      },
    },
    metadatas: {
      each: {
        fields: {
          edit: {
            fields: {
              label: 'text',
              description: 'text',
              placeholder: 'text',
              visible: 'flag',
              editable: 'flag',
              mainField: 'word',
            },
          },
          list: {
            fields: { label: 'text', searchable: 'flag', sortable: 'flag', mainField: 'word' },
          },
        },
      },
    },
    layouts: { fields: { list: 'word', edit: { fields: { name: 'word', size: 'number' } } } },
  },
};

/** `default` and `regex` are an attribute's values: for a password, they would be its secrets. */
const ATTRIBUTE = {
  type: 'word',
  required: 'flag',
  unique: 'flag',
  private: 'flag',
  configurable: 'flag',
  min: 'number',
  max: 'number',
  minLength: 'number',
  maxLength: 'number',
  relation: 'word',
  target: 'uid',
  targetAttribute: 'word',
  inversedBy: 'word',
  mappedBy: 'word',
  component: 'uid',
  components: 'uid',
  repeatable: 'flag',
  enum: 'word',
  multiple: 'flag',
  allowedTypes: 'word',
  targetField: 'word',
  customField: 'uid',
} as const satisfies Record<string, Field>;

const SCHEMA = {
  action: 'word',
  uid: 'uid',
  category: 'word',
  icon: 'word',
  kind: 'word',
  displayName: 'text',
  description: 'text',
  singularName: 'word',
  pluralName: 'word',
  modelType: 'word',
  modelName: 'word',
  draftAndPublish: 'flag',
  collectionName: 'word',
  attributes: {
    fields: { action: 'word', name: 'word', properties: { fields: ATTRIBUTE }, ...ATTRIBUTE },
  },
} as const satisfies Record<string, Field>;

const ADVANCED: Field = {
  fields: {
    unique_email: 'flag',
    allow_register: 'flag',
    email_confirmation: 'flag',
    email_reset_password: 'address',
    email_confirmation_redirection: 'address',
    default_role: 'word',
  },
};

const PROVIDER: Field = {
  fields: {
    enabled: 'flag',
    icon: 'word',
    key: 'secret',
    secret: 'secret',
    scope: 'word',
    callback: 'address',
    callbackUrl: 'address',
    redirectUri: 'address',
    authCallback: 'address',
    apiURL: 'address',
    authorize_url: 'address',
    access_url: 'address',
    jwksurl: 'address',
    subdomain: 'host',
    audience: 'host',
  },
};

const TEMPLATE: Field = {
  fields: {
    display: 'word',
    icon: 'word',
    options: {
      fields: {
        from: { fields: { name: 'text', email: 'text' } },
        response_email: 'text',
        object: 'text',
        message: 'text',
      },
    },
  },
};

const UPLOAD_SETTINGS = {
  sizeOptimization: 'flag',
  responsiveDimensions: 'flag',
  autoOrientation: 'flag',
  aiMetadata: 'flag',
} as const satisfies Record<string, Field>;

const MEDIA_VIEW = { pageSize: 'number', sort: 'word' } as const satisfies Record<string, Field>;

const inData = (fields: { [name: string]: Field }): Field => ({
  fields: { ...fields, data: { fields } },
});

/** By handler; `*` matches any characters. */
export const DESCRIBED: Readonly<Record<string, Field>> = {
  'admin::admin.updateProjectSettings': { fields: { menuLogo: MENU, authLogo: MENU } },
  'plugin::content-manager.content-types.updateContentTypeConfiguration': inData({
    contentType: CONTENT_VIEW,
    ...(CONTENT_VIEW as { fields: Record<string, Field> }).fields,
  }),
  'plugin::content-manager.components.updateComponentConfiguration': inData({
    component: CONTENT_VIEW,
    ...(CONTENT_VIEW as { fields: Record<string, Field> }).fields,
  }),
  'plugin::content-type-builder.schema.updateSchema': inData({
    contentTypes: { fields: SCHEMA },
    components: { fields: SCHEMA },
  }),
  'plugin::content-type-builder.*': inData({
    contentType: { fields: { ...SCHEMA, attributes: { each: { fields: ATTRIBUTE } } } },
    component: { fields: { ...SCHEMA, attributes: { each: { fields: ATTRIBUTE } } } },
    uid: 'uid',
  }),
  'plugin::upload.admin-settings.*': inData(UPLOAD_SETTINGS),
  'plugin::upload.view-configuration.*': inData(MEDIA_VIEW),
  'plugin::users-permissions.settings.updateAdvancedSettings': ADVANCED,
  'plugin::users-permissions.settings.updateProviders': {
    fields: { providers: { each: PROVIDER }, ok: 'flag' },
  },
  'plugin::users-permissions.settings.updateEmailTemplate': {
    fields: { 'email-templates': { each: TEMPLATE }, ok: 'flag' },
  },
};

/** Routes whose bodies are rows of one of Strapi's own types, by the prefix of the handler. */
export const TYPE_OF_HANDLER: Readonly<Record<string, string>> = {
  'admin::authentication.*': 'admin::user',
  'admin::user.*': 'admin::user',
  'admin::authenticated-user.*': 'admin::user',
  'admin::authenticated-session.*': 'admin::session',
  'admin::role.*': 'admin::role',
  'admin::permission.*': 'admin::permission',
  'admin::api-token.*': 'admin::api-token',
  'admin::admin-token.*': 'admin::api-token',
  'admin::transfer.token-*': 'admin::transfer-token',
  'admin::webhooks.*': 'strapi::webhook',
  'plugin::i18n.locales.*': 'plugin::i18n.locale',
  'plugin::upload.content-api.*': 'plugin::upload.file',
  'plugin::upload.admin-upload.*': 'plugin::upload.file',
  'plugin::upload.admin-file.*': 'plugin::upload.file',
  'plugin::upload.admin-folder.*': 'plugin::upload.folder',
  'plugin::upload.admin-folder-file.*': 'plugin::upload.folder',
  'plugin::users-permissions.auth.*': 'plugin::users-permissions.user',
  'plugin::users-permissions.user.*': 'plugin::users-permissions.user',
  'plugin::users-permissions.contentmanageruser.*': 'plugin::users-permissions.user',
  'plugin::users-permissions.role.*': 'plugin::users-permissions.role',
};

/** Routes that name the type as a parameter. */
export const TYPED_BY_ROUTE: readonly string[] = [
  'plugin::content-manager.collection-types.*',
  'plugin::content-manager.single-types.*',
];

/** What Strapi's own controllers of content types do; other actions are an application's own. */
export const CORE_ACTIONS = /^(api::[\w-]+\.[\w-]+)\.(?:find|findOne|create|update|delete)$/;

/** An edit of the content-type builder, which only `strapi develop` allows and which restarts it. */
export interface BuilderPath {
  path: string;
  schema: object;
  events(): string[];
  /** The fields that differ. */
  fields: string[];
}

const COMPONENT = 'shared.badge';
const TYPE = 'api::book.book';
const ADA = 'admin-panel | admin-user Ada Admin';
const text = { type: 'string' };

type Action = 'create' | 'update' | 'delete';

const component = (action: Action, attributes: object[] = []) => ({
  data: {
    contentTypes: [],
    components: [
      action === 'delete'
        ? { action, uid: COMPONENT }
        : {
            action,
            uid: COMPONENT,
            category: 'shared',
            displayName: 'Badge',
            icon: 'star',
            attributes,
          },
    ],
  },
});

const contentType = (action: Action, attributes: object[] = []) => ({
  data: {
    components: [],
    contentTypes: [
      action === 'delete'
        ? { action, uid: TYPE }
        : {
            action,
            uid: TYPE,
            kind: 'collectionType',
            displayName: 'Book',
            draftAndPublish: false,
            singularName: 'book',
            pluralName: 'books',
            ...{ pluginOptions: {}, options: {}, attributes },
          },
    ],
  },
});

export const builderPaths: BuilderPath[] = [
  {
    path: 'content-type builder: create a component',
    schema: component('create', [{ action: 'create', name: 'label', properties: text }]),
    events: () => [`component.create | ${ADA} | component "Badge"`],
    fields: ['label'],
  },
  {
    path: 'content-type builder: update a component',
    schema: component('update', [
      { action: 'update', name: 'label', properties: { type: 'text' } },
      { action: 'create', name: 'colour', properties: text },
    ]),
    events: () => [`component.update | ${ADA} | component "Badge"`],
    fields: ['label', 'colour'],
  },
  {
    path: 'content-type builder: delete a component',
    schema: component('delete'),
    events: () => [`component.delete | ${ADA} | component "Badge"`],
    fields: ['label', 'colour'],
  },
  {
    path: 'content-type builder: create a content type',
    schema: contentType('create', [{ action: 'create', name: 'title', properties: text }]),
    events: () => [`content-type.create | ${ADA} | content-type "Book"`],
    fields: ['title'],
  },
  {
    path: 'content-type builder: update a content type',
    schema: contentType('update', [
      { action: 'update', name: 'title', properties: { type: 'string', required: true } },
      { action: 'create', name: 'pages', properties: { type: 'integer' } },
    ]),
    events: () => [`content-type.update | ${ADA} | content-type "Book"`],
    fields: ['title', 'pages'],
  },
  {
    path: 'content-type builder: delete a content type',
    schema: contentType('delete'),
    events: () => [`content-type.delete | ${ADA} | content-type "Book"`],
    fields: ['title', 'pages'],
  },
];

/** What an edit is made to: the uid of the resource, by its noun. */
export const UIDS: Record<string, string> = { component: COMPONENT, 'content-type': TYPE };

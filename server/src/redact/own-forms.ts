import * as facts from './facts';
import { formOnly } from './form-only';
import { keepUnlessToken } from './kept-names';
import { HIDDEN } from './markers';
import type { Shape } from './shape';

/** Files whose hash and address are public, although they look random. */
const FILE_FACTS = new Set([
  ...['hash', 'url', 'previewUrl', 'formats', 'name', 'path', 'contentHash'],
]);
const FORMAT_FACTS = new Set([
  ...['name', 'hash', 'ext', 'mime', 'path', 'width', 'height', 'size', 'sizeInBytes', 'url'],
]);

const asIs: Shape = { property: () => formOnly, text: (text) => text };
/** `formats`: the properties of each derived image, by the name of its size. */
const format: Shape = {
  ...asIs,
  property: (name, value) =>
    typeof value === 'object' ? format : FORMAT_FACTS.has(name) ? asIs : formOnly,
};
export const publicFile = { facts: FILE_FACTS, shape: format };

/** HTTP headers: shows which were set, not their values, sent as an object or as pairs. */
const nothing: Shape = {
  property: () => null,
  text: () => HIDDEN,
  number: () => HIDDEN,
  boolean: () => HIDDEN,
  name: keepUnlessToken,
};
const headerName: Shape = { ...nothing, text: keepUnlessToken };
const headerPair: Shape = {
  ...nothing,
  property: (name) => (name === 'key' || name === 'name' ? headerName : null),
};
export const namesOnly: Shape = {
  ...nothing,
  resolve: (read) => (read('value') === undefined ? nothing : headerPair),
};

/** What a role may do: names all the way down, and at the end a switch. */
const switches: Shape = {
  ...formOnly,
  countsItems: undefined,
  property: (name) => (name === 'policy' ? formOnly : switches),
  boolean: undefined,
};

/** `{ fields: ['title'], locales: ['en'] }`: paths of attributes, and locales. */
const PROPERTIES = new Map([
  ['fields', facts.word],
  ['locales', facts.locale],
]);
const properties: Shape = { ...formOnly, property: (name) => PROPERTIES.get(name) ?? formOnly };

/** Reviewed forms of what Strapi's own types hold as JSON, or name in their requests. */
export const OWN_FORMS = { ...facts.FACTS, formOnly, switches, properties } as const;
export type OwnForm = keyof typeof OWN_FORMS;

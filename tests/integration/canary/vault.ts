import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyApp } from '../../helpers/app/app-copy';
import { ADMIN_BUILD } from '../../helpers/paths';
import type { Attribute } from './models';

/** Every type of attribute that holds a value of its own. */
const SCALARS = [
  ...['string', 'text', 'richtext', 'blocks', 'json', 'integer', 'biginteger', 'float', 'decimal'],
  ...['boolean', 'email', 'uid', 'date', 'datetime', 'time', 'timestamp', 'password'],
];
const named = (prefix: string, type: string) => prefix + type[0]!.toUpperCase() + type.slice(1);

const privates = Object.fromEntries(
  SCALARS.map((type): [string, Attribute] => [named('private', type), { type, private: true }])
);
const component = (of: string, more: object = {}): Attribute => ({
  type: 'component',
  component: of,
  repeatable: false,
  ...more,
});

const box = {
  collectionName: 'components_vault_boxes',
  info: { displayName: 'Box' },
  attributes: { label: { type: 'string' }, notes: { type: 'json' }, ...privates },
};
const shelf = {
  collectionName: 'components_vault_shelves',
  info: { displayName: 'Shelf' },
  attributes: {
    label: { type: 'string' },
    box: component('vault.box'),
    boxes: component('vault.box', { repeatable: true }),
    privateBox: component('vault.box', { private: true }),
  },
};
const vault = {
  kind: 'collectionType',
  collectionName: 'vaults',
  info: { singularName: 'vault', pluralName: 'vaults', displayName: 'Vault' },
  options: { draftAndPublish: true },
  attributes: {
    label: { type: 'string', required: true },
    size: { type: 'integer' },
    notes: { type: 'json' },
    apiToken: { type: 'string' },
    accessPassword: { type: 'text' },
    ...privates,
    box: component('vault.box'),
    shelves: component('vault.shelf', { repeatable: true }),
    privateShelf: component('vault.shelf', { private: true }),
    zone: { type: 'dynamiczone', components: ['vault.box', 'vault.shelf'] },
    privateZone: { type: 'dynamiczone', components: ['vault.box'], private: true },
  },
};

const factory = (what: string) =>
  `'use strict';\n\nmodule.exports = require('@strapi/strapi').factories.${what}('api::vault.vault');\n`;

export interface VaultApp {
  dir: string;
  /** Another deployment, whose schema gives these attributes to the type. */
  deploy(attributes: Record<string, Attribute>): void;
  remove(): void;
}

/**
 * A copy of the test application with one content type more, whose attributes are private, of every
 * type and in every place that a schema can have.
 */
export function copyWithVault(): VaultApp {
  const copy = copyApp();
  symlinkSync(ADMIN_BUILD, join(copy.dir, 'build'), 'dir');
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(copy.dir, path)), { recursive: true });
    writeFileSync(join(copy.dir, path), content);
  };
  const deploy: VaultApp['deploy'] = (attributes) =>
    write(
      'src/api/vault/content-types/vault/schema.json',
      JSON.stringify({ ...vault, attributes: { ...vault.attributes, ...attributes } })
    );
  deploy({});
  for (const what of ['Controller', 'Service', 'Router']) {
    const folder = what === 'Router' ? 'routes' : `${what.toLowerCase()}s`;
    write(`src/api/vault/${folder}/vault.js`, factory(`createCore${what}`));
  }
  write('src/components/vault/box.json', JSON.stringify(box));
  write('src/components/vault/shelf.json', JSON.stringify(shelf));
  return { dir: copy.dir, deploy, remove: copy.remove };
}

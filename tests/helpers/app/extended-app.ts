import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APP_DIR } from '../paths';
import { copyApp } from './app-copy';

type Attributes = Record<string, object>;

export interface ExtraTypes {
  /** Content types by singular name; they become `api::name.name`. */
  types: Record<string, { draftAndPublish?: boolean; attributes: Attributes }>;
  /** Components by uid, e.g. `blocks.hero`. */
  components?: Record<string, { displayName: string; attributes: Attributes }>;
}

/** A throw-away copy of the test application with content types that only one test needs. */
export function extendApp({ types, components = {} }: ExtraTypes) {
  const { dir, remove } = copyApp();
  symlinkSync(join(APP_DIR, 'build'), join(dir, 'build'), 'dir');
  const write = (folder: string, name: string, json: object) => {
    mkdirSync(join(dir, 'src', folder), { recursive: true });
    writeFileSync(join(dir, 'src', folder, `${name}.json`), JSON.stringify(json));
  };
  for (const [name, { draftAndPublish = false, attributes }] of Object.entries(types)) {
    write(`api/${name}/content-types/${name}`, 'schema', {
      kind: 'collectionType',
      collectionName: `${name}s`,
      info: { singularName: name, pluralName: `${name}s`, displayName: name },
      options: { draftAndPublish },
      attributes,
    });
  }
  for (const [uid, { displayName, attributes }] of Object.entries(components)) {
    const [category = '', name = ''] = uid.split('.');
    write(`components/${category}`, name, {
      collectionName: `components_${category}_${name}s`.replaceAll('-', '_'),
      info: { displayName },
      options: {},
      attributes,
    });
  }
  return { dir, remove };
}

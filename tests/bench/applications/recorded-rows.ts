import { adminClient, ok } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import type { Row } from '../../helpers/plugin-tables';
import { selectRows } from '../seed/statements';
import type { Rival } from './rivals';

const ARTICLES = '/content-manager/collection-types/api::article.article';

/** A few ordinary actions of an administrator. */
async function actABit(app: App): Promise<void> {
  const admin = await adminClient(app);
  const { body } = await ok(admin.post(ARTICLES).send({ title: 'Spring sale', summary: 'short' }));
  const path = `${ARTICLES}/${body.data.documentId}`;
  await ok(admin.put(path).send({ title: 'Summer sale' }));
  await ok(admin.post(`${path}/actions/publish`).send({}));
  await ok(admin.post(`${path}/actions/unpublish`).send({}));
  await ok(admin.delete(path));
}

/**
 * What the plugin records of a few actions, in its own table.
 *
 * @throws when it records nothing: it is not configured as it should be
 */
export async function recordedRows(app: App, { name, table }: Rival): Promise<Row[]> {
  await actABit(app);
  const rows = await selectRows(app, table);
  if (rows.length === 0) throw new Error(`${name} recorded nothing of what an administrator did.`);
  return rows;
}

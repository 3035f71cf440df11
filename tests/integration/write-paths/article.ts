import { ok } from '../../helpers/actors';
import type { World } from './world';

/** The Content Manager's routes of the articles. */
export const CM = '/content-manager/collection-types/api::article.article';
export const AUTHOR_CM = '/content-manager/collection-types/api::author.author';
export const ADA = 'admin-panel | admin-user Ada Admin';

export interface Article {
  id: string;
  title: string;
}

/** An article as the Content Manager makes it. */
export async function draft({ admin, unique }: World, fields: object = {}): Promise<Article> {
  const title = unique('Article');
  const { body } = await ok(admin.post(CM).send({ title, ...fields }));
  return { id: body.data.documentId, title };
}

export async function published(world: World, fields: object = {}): Promise<Article> {
  const article = await draft(world, fields);
  await ok(world.admin.post(`${CM}/${article.id}/actions/publish`).send({}));
  return article;
}

/** An article in English and German. */
export async function translated(world: World, fields: object = {}): Promise<Article> {
  const article = await draft(world, fields);
  await ok(
    world.admin.put(`${CM}/${article.id}?locale=de`).send({ title: `${article.title} (de)` })
  );
  return article;
}

export interface Author {
  /** The documentId. */
  id: string;
  name: string;
}

export async function author({ admin, unique }: World): Promise<Author> {
  const name = unique('Author');
  const { body } = await ok(admin.post(AUTHOR_CM).send({ name }));
  return { id: body.data.documentId, name };
}

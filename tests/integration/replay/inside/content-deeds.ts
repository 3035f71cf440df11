import type { Core } from '@strapi/types';
import type { Deed } from '../shapes';
import { articleData } from './article-data';
import { ARTICLE, AUTHOR, HOMEPAGE, type Choices, type Row } from './choose';
import type { Perform } from './deeds';

const MOST_ARTICLES = 6;
const MOST_AUTHORS = 5;
const DEEP = {
  links: true,
  facts: true,
  seo: { populate: ['tags'] },
  sections: { on: { 'blocks.quote': true, 'blocks.gallery': { populate: ['links'] } } },
};

/** What the Document Service does. */
export function contentDeeds(strapi: Core.Strapi, choices: Choices): Record<string, Perform> {
  type Service = Record<string, (params: object) => Promise<Row>>;
  const service = (uid: string) => strapi.documents(uid as never) as unknown as Service;
  const [articles, authors, homepage] = [service(ARTICLE), service(AUTHOR), service(HOMEPAGE)];

  const target = async ({ pick, locale }: Deed) => {
    const documentId = (await choices.document(ARTICLE, pick)) ?? '';
    const where = { documentId, locale, publishedAt: null };
    const [row] = documentId ? await choices.all(ARTICLE, where, DEEP) : [];
    return { documentId, locale, row };
  };
  const dataOf = (deed: Deed, row: Row | undefined) =>
    articleData(choices, deed.fields, row, { connects: deed.flag, locale: deed.locale });

  const update = async (deed: Deed, status?: 'published') => {
    const { documentId, locale, row } = await target(deed);
    if (!documentId) return;
    const data = await dataOf(deed, row);
    const named = row ? data : { title: 'Translated', ...data };
    await articles.update!({ documentId, locale, data: named, ...(status && { status }) });
  };

  return {
    async 'article.create'(deed) {
      const { pick, locale, flag } = deed;
      if ((await choices.documents(ARTICLE)).length >= MOST_ARTICLES) {
        const documentId = await choices.document(ARTICLE, pick);
        return articles.delete!({ documentId, locale: '*' });
      }
      const data = { title: `Article ${pick}`, ...(await dataOf(deed, undefined)) };
      return articles.create!({ locale, data, ...(flag && { status: 'published' }) });
    },
    'article.update': (deed) => update(deed),
    'article.update-published': (deed) => update(deed, 'published'),
    async 'article.publish'(deed) {
      const { documentId } = await target(deed);
      const locale = deed.pick % 4 === 0 ? '*' : deed.locale;
      return documentId && articles.publish!({ documentId, locale });
    },
    async 'article.unpublish'(deed) {
      const { documentId } = await target(deed);
      const locale = deed.pick % 4 === 0 ? '*' : deed.locale;
      return documentId && articles.unpublish!({ documentId, locale });
    },
    async 'article.discard'(deed) {
      const { documentId, locale } = await target(deed);
      return documentId && articles.discardDraft!({ documentId, locale });
    },
    async 'article.delete'(deed) {
      const { documentId, locale } = await target(deed);
      return documentId && articles.delete!({ documentId, locale });
    },
    async 'article.delete-all'(deed) {
      const { documentId } = await target(deed);
      return documentId && articles.delete!({ documentId, locale: '*' });
    },
    async 'article.clone'(deed) {
      const { documentId } = await target(deed);
      if (!documentId || (await choices.documents(ARTICLE)).length >= MOST_ARTICLES) return;
      const data = { title: `Clone ${deed.pick}`, ...(deed.flag && { summary: 'Cloned' }) };
      await articles.clone!({ documentId, data });
    },
    async 'author.create'({ pick, flag }) {
      if ((await choices.documents(AUTHOR)).length >= MOST_AUTHORS) return;
      await authors.create!({ data: { name: `Author ${pick}`, bio: flag ? null : 'A bio' } });
    },
    async 'author.update'({ pick, other }) {
      const documentId = await choices.document(AUTHOR, pick);
      const data = { bio: `Bio ${other % 3}`, email: `a${other % 3}@example.com` };
      return documentId && authors.update!({ documentId, data });
    },
    async 'author.articles'({ pick, other, flag, locale }) {
      const documentId = await choices.document(AUTHOR, pick);
      const ids = await choices.documents(ARTICLE, { locale, publishedAt: null });
      const chosen = ids
        .filter((_, at) => (other >> at) % 2)
        .map((id) => ({ documentId: id, locale }));
      const articlesOf = flag
        ? { connect: chosen.map((one) => ({ ...one, position: { start: true } })) }
        : { set: chosen };
      return documentId && authors.update!({ documentId, data: { articles: articlesOf } });
    },
    async 'author.delete'({ pick }) {
      const documentId = await choices.document(AUTHOR, pick);
      return documentId && authors.delete!({ documentId });
    },
    async 'homepage.save'({ pick, other, fields }) {
      const [row] = await choices.all(
        HOMEPAGE,
        { publishedAt: null },
        { seo: { populate: ['tags'] } }
      );
      const article = await choices.document(ARTICLE, other);
      const { seo } = await articleData(choices, { seo: fields.seo ?? null }, row, {
        connects: false,
        locale: 'en',
      });
      const data = {
        headline: `Headline ${pick % 3}`,
        ...(pick % 2 && { intro: `Intro ${other % 3}` }),
        ...(pick % 3 === 0 && { seo }),
        ...(pick % 5 < 2 && { highlight: article ? { documentId: article, locale: 'en' } : null }),
      };
      if (row) await homepage.update!({ documentId: row.documentId, data });
      else await homepage.create!({ data });
    },
    async 'homepage.publish'() {
      const documentId = await choices.document(HOMEPAGE, 0);
      return documentId && homepage.publish!({ documentId });
    },
    async 'homepage.unpublish'() {
      const documentId = await choices.document(HOMEPAGE, 0);
      return documentId && homepage.unpublish!({ documentId });
    },
  };
}

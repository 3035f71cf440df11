import { ARTICLE, AUTHOR, FILE, type Choices, type Row } from './choose';

type Fields = Record<string, unknown>;
interface Part extends Fields {
  keep?: boolean;
}

/** Strapi finds a link of a type with locales by the document and the locale of the one that links. */
export interface Linking {
  /** `set`, or `connect` and `disconnect` with positions. */
  connects: boolean;
  locale: string;
}

/**
 * The data of a save: picks become rows that there are, and what is to be kept gets the id of the
 * component that stands there.
 */
export async function articleData(
  choices: Choices,
  fields: Fields,
  row: Row | undefined,
  { connects, locale }: Linking
): Promise<Fields> {
  const data: Fields = { ...fields };
  const files = (await choices.all(FILE)).map(({ id }) => id);
  const authors = await choices.documents(AUTHOR);
  const articles = await choices.documents(ARTICLE, { publishedAt: null, locale });
  const chosen = <Item>(items: Item[], picks: unknown): Item[] =>
    (picks as number[]).flatMap((pick) => (pick < items.length ? [items[pick]!] : []));
  const file = (pick: unknown) => (pick === null ? null : (files[pick as number] ?? null));

  const keep = (parts: unknown, present: unknown): Fields[] =>
    (parts as Part[]).map(({ keep: isKept, ...part }, at) => {
      const there = (present as Row[] | undefined)?.[at];
      const isSame = there && (there.__component ?? null) === (part.__component ?? null);
      return {
        ...part,
        ...(isKept && isSame && { id: there.id }),
        ...('images' in part && { images: chosen(files, part.images) }),
        ...('authors' in part && {
          authors: chosen(authors, part.authors).map((documentId) => ({ documentId })),
        }),
        ...('links' in part && { links: keep(part.links, isKept ? there?.links : undefined) }),
      };
    });

  for (const name of ['links', 'facts', 'sections']) {
    if (name in data) data[name] = keep(data[name], row?.[name]);
  }
  if (data.seo) {
    const { keep: isKept, image, tags, ...seo } = data.seo as Part & Fields;
    const there = row?.seo as Row | null | undefined;
    data.seo = {
      ...seo,
      ...(isKept && there && { id: there.id }),
      image: file(image),
      tags: keep(tags, isKept ? there?.tags : undefined),
    };
  }
  if ('cover' in data) data.cover = file(data.cover);
  if ('attachments' in data) data.attachments = chosen(files, data.attachments);
  if ('author' in data) {
    const documentId = data.author === null ? undefined : authors[data.author as number];
    data.author = documentId ? { set: [{ documentId }] } : null;
  }
  if ('related' in data) {
    const ids = chosen(articles, data.related).map((documentId) => ({ documentId, locale }));
    data.related = connects
      ? {
          connect: ids.map((id, at) => ({ ...id, position: { [at % 2 ? 'end' : 'start']: true } })),
          disconnect: articles
            .slice(0, 2)
            .filter((documentId) => !ids.some((id) => id.documentId === documentId))
            .map((documentId) => ({ documentId, locale })),
        }
      : { set: ids };
  }
  return data;
}

import { changesOf } from './fixtures';

const author = { type: 'relation', relation: 'manyToMany', target: 'api::author.author' };
const media = { type: 'media', multiple: true };
const one = { id: 1, documentId: 'd1', name: 'Anna' };
const two = { id: 2, documentId: 'd2', name: 'Bo' };
const three = { id: 3, documentId: 'd3', name: 'Cy' };
const named = (row: typeof one) => ({ ...row, id: String(row.id), type: 'api::author.author' });
const field = { path: 'field', label: 'Field' };

describe('a relation', () => {
  it.each(['oneToOne', 'manyToOne'])('%s tells who came and who went', (relation) => {
    const attribute = { ...author, relation };
    expect(changesOf(attribute, one, two)).toEqual([
      { ...field, kind: 'relation', added: [named(two)], removed: [named(one)] },
    ]);
    expect(changesOf(attribute, null, two)).toEqual([
      { ...field, kind: 'relation', added: [named(two)] },
    ]);
    expect(changesOf(attribute, one, one)).toEqual([]);
  });

  it.each(['oneToMany', 'manyToMany'])('%s tells what came, went and moved', (relation) => {
    expect(changesOf({ ...author, relation }, [one, two, three], [three, one])).toEqual([
      {
        ...field,
        kind: 'relation',
        removed: [{ ...named(two), position: 1 }],
        moved: [{ ...named(three), position: 0, from: 2 }],
      },
    ]);
  });

  it('tells the draft of a document from its published row where it holds both', () => {
    const draft = { ...one, id: 9 };
    expect(changesOf(author, [one], [draft, one])).toEqual([
      { ...field, kind: 'relation', added: [{ ...named(draft), position: 0 }] },
    ]);
    expect(changesOf(author, [draft, one], [draft])).toEqual([
      { ...field, kind: 'relation', removed: [{ ...named(one), position: 1 }] },
    ]);
    // Published again: another row, and the same to a reader.
    expect(changesOf(author, [one, two], [{ ...one, id: 10 }, two])).toEqual([]);
  });

  it('tells its order from either side, since its table has an order for each', () => {
    expect(changesOf({ ...author, mappedBy: 'articles' }, [one, two], [two, one])).toEqual([
      { ...field, kind: 'relation', moved: [{ ...named(two), position: 0, from: 1 }] },
    ]);
  });

  it('whose order the database does not keep tells none', () => {
    const options = { isOrdered: () => false };
    expect(changesOf(author, [one, two], [two, one], options)).toEqual([]);
    expect(changesOf(author, [one], [two], options)).toEqual([
      { ...field, kind: 'relation', added: [named(two)], removed: [named(one)] },
    ]);
  });

  it('to a row is the same when only its locale or its document changed', () => {
    const english = { ...one, locale: 'en' };
    expect(changesOf(author, [english], [{ ...english, locale: 'de' }])).toEqual([]);
    expect(changesOf(author, [english], [{ ...english, documentId: 'd9' }])).toEqual([]);
    const [german] = [{ ...two, documentId: 'd1', locale: 'de' }];
    expect(changesOf(author, [english], [{ ...english, locale: 'de' }, german])).toEqual([
      {
        ...{ ...field, kind: 'relation' },
        added: [{ ...named(german), locale: 'de', position: 1 }],
      },
    ]);
  });

  it('to a document is the same when only its row was replaced', () => {
    expect(changesOf(author, [one], [{ ...one, id: 99 }])).toEqual([]);
  });

  it.each(['morphToOne', 'morphToMany'])('%s tells rows of several types apart', (relation) => {
    const attribute = { type: 'relation', relation };
    const page = { __type: 'api::page.page', id: 1, title: 'Home' };
    const post = { __type: 'api::post.post', id: 1, title: 'News' };
    expect(changesOf(attribute, [page], [post])).toEqual([
      {
        ...field,
        kind: 'relation',
        added: [{ id: '1', type: 'api::post.post', name: 'News', position: 0 }],
        removed: [{ id: '1', type: 'api::page.page', name: 'Home', position: 0 }],
      },
    ]);
  });

  it('that was only counted is not told', () => {
    expect(changesOf(author, { count: 1 }, { count: 2 })).toEqual([]);
  });

  it('is named by the main field, unless that is secret, and by a likely field otherwise', () => {
    const row = { id: 1, headline: 'Main', title: 'Title', pin: 'x' };
    const nameWith = (main: string | undefined) =>
      changesOf(author, [], [row], {
        getMainField: () => main,
        isSecret: (_, name) => name === 'pin',
      })[0]?.added?.[0]?.name;
    expect(nameWith('headline')).toBe('Main');
    expect(nameWith('pin')).toBe('Title');
    expect(nameWith(undefined)).toBe('Title');
    const person = { id: 1, firstname: 'Anna', lastname: 'Berg', email: 'a@x.de' };
    expect(changesOf(author, null, person)[0]?.added?.[0]?.name).toBe('Anna Berg');
    expect(changesOf(author, null, 7)[0]?.added?.[0]).toMatchObject({ id: '7', name: null });
  });
});

describe('media', () => {
  it('is told by file name', () => {
    const [a, b] = [
      { id: 1, name: 'a.png', hash: 'x' },
      { id: 2, name: 'b.png', hash: 'y' },
    ];
    const named = (id: string, name: string) => ({ id, type: 'plugin::upload.file', name });
    expect(changesOf(media, [a, b], [b, a])).toEqual([
      { ...field, kind: 'media', moved: [{ ...named('2', 'b.png'), position: 0, from: 1 }] },
    ]);
    expect(changesOf({ type: 'media', multiple: false }, a, b)).toEqual([
      { ...field, kind: 'media', added: [named('2', 'b.png')], removed: [named('1', 'a.png')] },
    ]);
  });
});

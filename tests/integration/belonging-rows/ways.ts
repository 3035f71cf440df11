import type { Place } from './places';

/** How code narrows a write of a builder; a database may write more rows than that. */
const NARROWED = {
  'with a limit': '.limit(1).execute()',
  'with an offset': '.offset(1).execute()',
  'with a limit and an offset': '.limit(1).offset(1).execute()',
  'with a limit, by knex': '.limit(1).getKnexQuery()',
};

export interface Way {
  name: string;
  code: string;
}

/** What follows `builder()`; `given` is what `perform` hands over. */
const row = (place: Place, owner: string): string =>
  `{ ...place.on, [place.ownerColumn]: ${owner}, [place.targetColumn]: next${
    place.orderColumn ? ', [place.orderColumn]: 9' : ''
  } }`;

const GIVEN = 'const { place, builder, where, owners, next, firstOfEach, target, stamp } = given;';
const value = (code: string): string => `{ [place.targetColumn]: ${code} }`;

/** Some of these: every combination in each place would take minutes; together, places have all. */
function taking(all: Record<string, string>, turn: number, count: number): [string, string][] {
  const entries = Object.entries(all);
  const step = entries.length / count;
  return Array.from({ length: count }, (_, at) => entries[(turn + at * step) % entries.length]!);
}

/** Statements on the join table. */
function rowWays(place: Place, turn: number): Way[] {
  const ways: Record<string, string> = {
    update: `where(firstOfEach).update(${value('next')})`,
    'update by another column': `where({ ...where, [place.targetColumn]: target }).update(${value('next')})`,
    move: 'where(where).update({ [place.ownerColumn]: owners[2] })',
    delete: 'where(where).delete()',
  };
  if (place.kind === 'component') delete ways['update by another column'];
  // Two rows of one article would meet in the third.
  if (!place.isSingle || place.kind !== 'component') {
    ways.move = 'where(firstOfEach).update({ [place.ownerColumn]: owners[2] })';
  }
  if (place.kind !== 'component') {
    ways.move =
      'where({ [place.ownerColumn]: owners[0], ...place.on }).update({ [place.ownerColumn]: owners[2] })';
  }
  if (!place.isSingle && place.orderColumn) {
    ways.reorder =
      "where(where).update({ [place.orderColumn]: strapi.db.connection.raw('10 - ??', [place.orderColumn]) })";
  }
  const narrowed = Object.entries(ways).flatMap(([way, code], at) => [
    { name: way, code: `await builder().${code}.execute();` },
    ...taking(NARROWED, at + turn, 1).map(([how, end]) => ({
      name: `${way} ${how}`,
      code: `await builder().${code}${end};`,
    })),
  ]);
  const inserts = place.isSingle
    ? []
    : [
        { name: 'insert', code: `await builder().insert(${row(place, 'owners[0]')}).execute();` },
        {
          name: 'insert of several',
          code: `await builder().insert([${row(place, 'owners[0]')}, ${row(place, 'owners[1]')}]).execute();`,
        },
      ];
  return [...narrowed, ...inserts];
}

/** Relations of a component row by the query layer. */
function queryWays({ uid, kind, isSingle }: Place, turn: number): Way[] {
  if (uid === 'api::article.article') return [];
  const link =
    kind === 'component'
      ? (id: string) => `{ id: ${id}, __pivot: { ...place.on } }`
      : (id: string) => `{ id: ${id} }`;
  const values: Record<string, string> = {
    set: `[${link('next')}]`,
    'set named': `{ set: [${link('next')}] }`,
    connect: `{ connect: [${link('next')}] }`,
    disconnect: `{ disconnect: [${link('target')}] }`,
    null: 'null',
  };
  if (isSingle && kind === 'media') delete values.connect;
  const column = uid === 'shared.seo' ? 'metaTitle' : 'caption';
  return Object.entries(values).flatMap(([name, code], at) => {
    const query = 'strapi.db.query(place.uid)';
    const data = `[place.attribute]: ${code}`;
    const ways = {
      update: `${query}.update({ where: { id: owners[0] }, data: { ${data} } })`,
      'update with a column': `${query}.update({ where: { id: owners[0] }, data: { ${column}: 'new', ${data} } })`,
      updateRelations: `${query}.updateRelations(owners[0], { ${data} })`,
      'update in a transaction': `strapi.db.transaction(() => ${query}.update({ where: { id: owners[0] }, data: { ${data} } }))`,
    };
    return taking(ways, at + turn, 2).map(([way, call]) => ({
      name: `${way}: ${name}`,
      code: `await ${call};`,
    }));
  });
}

/** Servers leave all other relations to their foreign keys. */
const removalWays = ({ uid, kind }: Place): Way[] =>
  uid === 'api::article.article' || kind !== 'media'
    ? []
    : [
        {
          name: 'deleteRelations',
          code: 'await strapi.db.query(place.uid).deleteRelations(owners[0]);',
        },
      ];

/** Media from the side of the file. */
function fileWays({ kind }: Place): Way[] {
  if (kind !== 'media') return [];
  const link = '{ id: owners[0], __type: place.uid, __pivot: { field: place.attribute } }';
  const file = "strapi.db.query('plugin::upload.file')";
  return [
    {
      name: 'a file says where it is shown',
      code: `await ${file}.update({ where: { id: given.files[1].id }, data: { related: [${link}] } });`,
    },
    {
      name: 'another file says where it is shown',
      code: `await ${file}.updateRelations(next, { related: [${link}] });`,
    },
    {
      name: 'a file is no longer shown there',
      code: `await ${file}.update({ where: { id: target }, data: { related: { disconnect: [${link}] } } });`,
    },
    { name: 'a file loses its links', code: `await ${file}.deleteRelations(target);` },
    {
      name: 'a file in a folder loses its links in a transaction',
      code: `
        const { id: folder } = await strapi.db.query('plugin::upload.folder').create({
          data: { name: stamp, path: stamp, pathId: given.ids[0] },
        });
        await ${file}.update({ where: { id: target }, data: { folder } });
        await strapi.db.transaction(() => ${file}.deleteRelations(target));`,
    },
  ];
}

/**
 * The ways to write an attribute by its rows.
 *
 * @param turn of the place among all; chooses the forms of statements that are tried there
 */
export const waysOf = (place: Place, turn: number): Way[] =>
  [
    ...rowWays(place, turn),
    ...queryWays(place, turn),
    ...removalWays(place),
    ...fileWays(place),
  ].map(({ name, code }) => ({ name, code: `${GIVEN} ${code}` }));

/** A text column of each component, and what `perform` stores there. */
const COLUMNS = {
  'shared.link': ['label', 'label', '`l1 ${stamp}`'],
  'shared.meta-tag': ['name', 'name', '`t1 ${stamp}`'],
  'shared.seo': ['metaTitle', 'meta_title', '`m ${stamp}`'],
  'blocks.gallery': ['caption', 'caption', '`c ${stamp}`'],
} as const;

/** Statements on the rows of components. */
export const componentWays = (): (Way & { uid: string })[] =>
  Object.entries(COLUMNS).flatMap(([uid, [attribute, column, value]], turn) => {
    const builder = `strapi.db.queryBuilder('${uid}').where({ ${attribute}: ${value} })`;
    const ends = [['alone', '.execute()'], ...taking(NARROWED, turn, 2)] as const;
    const statements = ends.flatMap(([how, end]) => [
      {
        uid,
        name: `update ${how}`,
        code: `await ${builder}.update({ ${attribute}: 'new' })${end};`,
      },
      { uid, name: `delete ${how}`, code: `await ${builder}.delete()${end};` },
    ]);
    const query = `strapi.db.query('${uid}')`;
    const one = `{ where: { ${attribute}: ${value} } }`;
    const queries = {
      'update by query': `await ${query}.update({ where: { ${attribute}: ${value} }, data: { ${attribute}: 'new' } });`,
      'updateMany by query': `await ${query}.updateMany({ where: { ${attribute}: ${value} }, data: { ${attribute}: 'new' } });`,
      'delete by query': `await ${query}.delete(${one});`,
      'deleteMany by query': `await ${query}.deleteMany(${one});`,
    };
    const upsert = `
      const found = await ${query}.findOne(${one});
      await strapi.db.queryBuilder('${uid}').insert({ id: found.id, ${attribute}: 'new' })
        .onConflict('id').merge(['${column}']).execute();`;
    const others = Object.entries({ ...queries, upsert }).map(([name, code]) => ({
      ...{ uid, name, code },
    }));
    return [...statements, ...others].map((way) => ({ ...way, code: `${GIVEN} ${way.code}` }));
  });

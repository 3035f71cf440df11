import type { Place } from './perform';

/** How code narrows a write of a builder; a database may write more rows than that. */
const NARROWED = {
  '': '',
  ' with a limit': '.limit(1)',
  ' with an offset': '.offset(1)',
  ' with a limit and an offset': '.limit(1).offset(1)',
} as const;

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

/** Statements on the join table. */
function rowWays(place: Place): Way[] {
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
  const narrowed = Object.entries(ways).flatMap(([way, code]) =>
    Object.entries(NARROWED).flatMap(([how, narrow]) => [
      { name: `${way}${how}`, code: `await builder().${code}${narrow}.execute();` },
      ...(narrow === '.limit(1)'
        ? [
            {
              name: `${way}${how}, by knex`,
              code: `await builder().${code}${narrow}.getKnexQuery();`,
            },
          ]
        : []),
    ])
  );
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
function queryWays({ uid, kind, isSingle }: Place): Way[] {
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
  return Object.entries(values).flatMap(([name, code]) => [
    {
      name: `update: ${name}`,
      code: `await strapi.db.query(place.uid).update({ where: { id: owners[0] }, data: { [place.attribute]: ${code} } });`,
    },
    {
      name: `update with a column: ${name}`,
      code: `await strapi.db.query(place.uid).update({ where: { id: owners[0] }, data: { ${column}: 'new', [place.attribute]: ${code} } });`,
    },
    {
      name: `updateRelations: ${name}`,
      code: `await strapi.db.query(place.uid).updateRelations(owners[0], { [place.attribute]: ${code} });`,
    },
    {
      name: `update in a transaction: ${name}`,
      code: `await strapi.db.transaction(() => strapi.db.query(place.uid).update({ where: { id: owners[0] }, data: { [place.attribute]: ${code} } }));`,
    },
  ]);
}

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
  ];
}

/** Every way to write an attribute by its rows. */
export const waysOf = (place: Place): Way[] =>
  [...rowWays(place), ...queryWays(place), ...fileWays(place)].map(({ name, code }) => ({
    name,
    code: `${GIVEN} ${code}`,
  }));

const COLUMNS = {
  'shared.link': ['label', '`l1 ${stamp}`'],
  'shared.meta-tag': ['name', '`t1 ${stamp}`'],
  'shared.seo': ['metaTitle', '`m ${stamp}`'],
  'blocks.gallery': ['caption', '`c ${stamp}`'],
} as const;

/** Statements on the rows of components. */
export const componentWays = (): (Way & { uid: string })[] =>
  Object.entries(COLUMNS).flatMap(([uid, [column, value]]) => {
    const builder = `strapi.db.queryBuilder('${uid}').where({ ${column}: ${value} })`;
    const statements = Object.entries(NARROWED).flatMap(([how, narrow]) => [
      {
        uid,
        name: `update${how}`,
        code: `await ${builder}${narrow}.update({ ${column}: 'new' }).execute();`,
      },
      { uid, name: `delete${how}`, code: `await ${builder}${narrow}.delete().execute();` },
    ]);
    const upsert = `
      const found = await strapi.db.query('${uid}').findOne({ where: { ${column}: ${value} } });
      await strapi.db.queryBuilder('${uid}').insert({ id: found.id, ${column}: 'new' }).onConflict('id').merge().execute();`;
    return [...statements, { uid, name: 'upsert', code: upsert }].map((way) => ({
      ...way,
      code: `${GIVEN} ${way.code}`,
    }));
  });

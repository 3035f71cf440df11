import type { Core } from '@strapi/types';
import type { Change } from '../../../server/src/contracts';

/** The links of one relation attribute of one row, in their order: document ids, or file names. */
export interface Links {
  /** `api::holder.holder <documentId> <attribute>` */
  key: string;
  targets: string[];
}

export interface RelationEvent {
  action: string;
  /** `api::holder.holder <documentId>` */
  row: string;
  changes: Change[];
}

export interface RelationStep {
  did: string;
  error: string | null;
  /** The row and attribute that were written. */
  key: string;
  links: Links[];
  events: RelationEvent[];
}

/** One attribute to write, in every way there is. */
export interface RelationAttribute {
  uid: string;
  name: string;
  target: string;
  isList: boolean;
  isMorph?: boolean;
  isMedia?: boolean;
}

/**
 * Writes an attribute of random rows and reads all join tables after each write. Runs inside the
 * Strapi process: nothing outside of this function is seen there.
 */
export async function writeRelations(
  strapi: Core.Strapi,
  attribute: RelationAttribute,
  all: RelationAttribute[],
  count: number,
  seed: number
): Promise<RelationStep[]> {
  type Row = { id: number; documentId: string };
  const { uid, name, target, isList, isMorph, isMedia } = attribute;
  let state = seed;
  // A linear congruential generator: the same writes for the same seed.
  const random = (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
  const rowsOf = async (type: string) =>
    (await strapi.db.query(type).findMany({ orderBy: 'id' })) as Row[];
  const entries = strapi.documents(uid as never) as unknown as {
    update(params: object): Promise<unknown>;
  };

  /** Straight from the tables, past everything that reads images. */
  const readLinks = async (): Promise<Links[]> => {
    const links: Links[] = [];
    const documents = new Map<string, Row[]>();
    for (const type of new Set(all.flatMap((one) => [one.uid, one.target]))) {
      documents.set(type, await rowsOf(type));
    }
    for (const one of all) {
      const meta = strapi.db.metadata.get(one.uid).attributes[one.name] as unknown as {
        target?: string;
        morphBy?: string;
        joinTable?: JoinTable;
      };
      const [rows, others] = [documents.get(one.uid)!, documents.get(one.target)!];
      const documentOf = new Map(others.map(({ id, documentId }) => [id, documentId]));
      const owner = one.isMedia
        ? (strapi.db.metadata.get(meta.target!).attributes[meta.morphBy!] as unknown as {
            joinTable: JoinTable;
          })
        : meta;
      const table = owner.joinTable!;
      const order = Object.keys(table.orderBy ?? {})[0];
      let query = strapi.db.connection(table.name).select('*');
      if (order) query = query.orderBy(order);
      let from = table.joinColumn.name;
      let to = table.inverseJoinColumn?.name ?? table.morphColumn!.idColumn.name;
      if (one.isMedia) {
        [from, to] = [to, from];
        query = query.where({ [table.morphColumn!.typeColumn.name]: one.uid, field: one.name });
      }
      const found = (await query) as Record<string, number>[];
      for (const row of rows) {
        const targets = found
          .filter((link) => link[from] === row.id)
          .map((link) => documentOf.get(link[to]!) ?? '?');
        links.push({ key: `${one.uid} ${row.documentId} ${one.name}`, targets });
      }
    }
    return links;
  };

  interface JoinTable {
    name: string;
    joinColumn: { name: string };
    inverseJoinColumn?: { name: string };
    morphColumn?: { idColumn: { name: string }; typeColumn: { name: string } };
    orderBy?: Record<string, string>;
  }

  const eventsAfter = async (place: number) => {
    const rows = (await strapi.db
      .connection('audit_trail_events')
      .where('id', '>', place)
      .orderBy('id')) as Record<string, string>[];
    return rows.map((row) => ({
      id: Number(row.id),
      action: row.action!,
      row: `${row.resource_type} ${row.resource_document_id}`,
      changes: (typeof row.changes === 'string'
        ? JSON.parse(row.changes)
        : row.changes) as Change[],
    }));
  };

  const [last] = await strapi.db.connection('audit_trail_events').max({ id: 'id' });
  let place = Number(last?.id ?? 0);
  const steps: RelationStep[] = [];
  let known = count > 0 ? await readLinks() : [];
  for (let index = 0; index < count; index += 1) {
    const rows = await rowsOf(uid);
    const row = rows[random(rows.length)]!;
    const others = (await rowsOf(target)).filter(({ id }) => target !== uid || id !== row.id);
    const pick = () => others[random(others.length)]!;
    const reference = (one: Row): Record<string, unknown> =>
      isMedia ? { id: one.id } : { documentId: one.documentId, ...(isMorph && { __type: target }) };
    const several = () =>
      [...new Set(Array.from({ length: 1 + random(isList ? 3 : 1) }, pick))].map(reference);
    const present = known.find(({ key }) => key === `${uid} ${row.documentId} ${name}`)!.targets;
    const linked = others.filter(({ documentId }) => present.includes(documentId));
    const positions = [{ start: true }, { end: true }].concat(
      linked
        .slice(0, 1)
        .flatMap(({ documentId }) => [
          { before: documentId, ...(isMorph && { __type: target }) } as never,
          { after: documentId, ...(isMorph && { __type: target }) } as never,
        ])
    );
    const ways: [string, () => unknown][] = [
      ['set', () => ({ set: several() })],
      ['connect', () => ({ connect: several() })],
      ['disconnect', () => ({ disconnect: linked.slice(0, 2).map(reference) })],
      ['nothing', () => (isList ? [] : null)],
    ];
    const isPositioned = isList && !isMedia && !isMorph;
    if (isPositioned) {
      const moved = () => linked[random(linked.length)] ?? pick();
      ways.push(
        ...Array.from({ length: 4 }, (): [string, () => unknown] => [
          'position',
          () => {
            const one = moved();
            const usable = positions.filter(
              (position) => !Object.values(position).includes(one.documentId as never)
            );
            return { connect: [{ ...reference(one), position: usable[random(usable.length)] }] };
          },
        ])
      );
    }
    const [way, make] = ways[random(isMedia ? 1 : ways.length)]!;
    const value = isMedia
      ? isList
        ? several().map(({ id }) => id)
        : (pick().id as unknown)
      : make();
    let error: string | null = null;
    try {
      await entries.update({ documentId: row.documentId, data: { [name]: value } });
    } catch (thrown) {
      error = (thrown as Error).message;
    }
    const events = await eventsAfter(place);
    place = events.at(-1)?.id ?? place;
    known = await readLinks();
    steps.push({
      did: `${way} ${JSON.stringify(value)} of ${row.documentId}`,
      key: `${uid} ${row.documentId} ${name}`,
      links: known,
      error,
      events,
    });
  }
  return steps;
}

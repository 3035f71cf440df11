import type { App } from '../../helpers/boot-app';
import { entryBody } from './entry-body';
import type { Mints } from './mint';
import { contentTypes, isManaged, isSecret, type Models } from './models';
import type { Fields } from './unknown-keys';

interface Work {
  uid: string;
  first: Fields;
  second: Fields;
  third: Fields;
  /** Attributes that hold themselves what must not be stored. */
  plain: Fields;
}

const PLAIN = new Set(['string', 'text', 'richtext', 'email', 'integer', 'password']);
/** More rows than have an event each. */
const MANY = 1_005;
const BULKY = 'api::vault.vault';

/** What the application's own code writes, with every type, by every layer. */
export async function runPrograms(app: App, models: Models, mints: Mints): Promise<void> {
  for (const model of contentTypes(models)) {
    const mint = mints.for('code', model.uid);
    const body = () => entryBody(model, models, mint, { spelling: 'right', unknown: false });
    const secrets = Object.entries(model.attributes).filter(
      ([name, attribute]) =>
        !isManaged(name) && isSecret(name, attribute) && PLAIN.has(attribute.type)
    );
    const plain = Object.fromEntries(
      secrets.map(([name, { type }]) => [
        name,
        type === 'integer' ? mint.number(`${type} of a row`) : mint.email(`${type} of a row`),
      ])
    );
    await app.run(write, { uid: model.uid, plain, first: body(), second: body(), third: body() });
    if (model.uid === BULKY) await app.run(writeMany, model.uid, plain, MANY);
  }
  await app.run(recordOwn, {
    payload: ownPayload(mints),
    changes: ['before', 'after'].map((side) => ({
      path: 'smtp.password',
      label: 'Password',
      kind: 'value',
      [side]: mints.for('code', 'record').word(`secret path in changes, ${side}`),
    })),
  });
}

/** Names that are secret by themselves, which is what `record()` goes by. */
function ownPayload(mints: Mints): Fields {
  const mint = mints.for('code', 'record');
  const names = [
    'password',
    'oldPassword',
    'apiKey',
    'smtpPass',
    'SMTP_PASS',
    'clientSecret',
    'token',
  ];
  return Object.fromEntries(
    names.flatMap((name, index) => [
      [name, mint.word('secret name in a payload')],
      [`list${index}`, [{ [name]: mint.number('secret name in a list of a payload') }]],
      [`json${index}`, JSON.stringify({ [name]: mint.word('secret name in JSON in a payload') })],
    ])
  );
}

/* Sources of functions that run in the Strapi process: nothing of this file is there. */

async function write(
  strapi: Parameters<Parameters<App['run']>[0]>[0],
  { uid, first, second, third, plain }: Work
): Promise<void> {
  const documents = strapi.documents(uid as never);
  const rows = strapi.db.query(uid);
  const quietly = (work: Promise<unknown>) => work.catch(() => undefined);
  const made = await documents.create({ data: first as never });
  const { documentId } = made;
  await documents.update({ documentId, data: second as never });
  await quietly(documents.publish?.({ documentId }) ?? Promise.resolve());
  await quietly(documents.clone({ documentId, data: third as never }));
  await quietly(documents.update({ documentId, data: { ...third, locale: 'de' } as never }));
  const label = { title: 'Row', name: 'Row', label: 'Row', headline: 'Row' };
  const row = await rows.create({ data: { ...label, ...plain } });
  await rows.update({ where: { id: row.id, ...plain }, data: { ...plain, ...label } });
  await rows.updateMany({ where: plain, data: { ...label, ...plain } }).catch(() => undefined);
  await rows.deleteMany({ where: { ...plain, id: row.id } });
  // Refused, with what was sent in the message.
  await quietly(documents.update({ documentId, data: { ...third, title: { a: third } } as never }));
  await quietly(rows.create({ data: { ...plain, id: row.id, title: null } }));
  await documents.delete({ documentId });
}

async function writeMany(
  strapi: Parameters<Parameters<App['run']>[0]>[0],
  uid: string,
  plain: Fields,
  many: number
): Promise<void> {
  const rows = strapi.db.query(uid);
  const label = { title: 'Many', name: 'Many', label: 'Many', headline: 'Many' };
  const each = 335;
  for (let made = 0; made < many; made += each) {
    await rows.createMany({ data: Array.from({ length: each }, () => ({ ...label, ...plain })) });
  }
  await rows.updateMany({ where: plain, data: plain });
  await rows.deleteMany({ where: { $and: [{ $or: [plain] }], $not: { id: 0 } } });
}

async function recordOwn(
  strapi: Parameters<Parameters<App['run']>[0]>[0],
  { payload, changes }: { payload: Fields; changes: object[] }
): Promise<void> {
  const recorder = strapi.plugin('audit-trail').service('recorder');
  await recorder.record({ action: 'probe.own', payload, changes });
}

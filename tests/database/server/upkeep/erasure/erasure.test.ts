import { createErasure, type Erasure } from '../../../../../server/src/upkeep/erasure';
import type { Capture } from '../../../../../server/src/event';
import { createAppendOnly, tableNames } from '../../../../../server/src/journal';
import { parseSearch } from '../../../../../server/src/contracts';
import {
  EVENT_TABLE,
  REQUEST_TABLE,
  STATE_TABLE,
  TERM_TABLE,
  VIEW_TABLE,
} from '../../../../../server/src/plugin-id';
import { openJournalDatabase, type JournalDatabase } from '../../../../helpers/journal-database';

const ANNA = { actor_type: 'admin-user', actor_id: '7', actor_name: 'Anna Berg' };
const EMAIL = 'anna.berg@example.com';
const PLACE = { ip: '203.0.113.9', user_agent: 'Firefox', session_id: 's1' };
const change = { path: 'email', label: 'E-mail', kind: 'value', before: EMAIL, after: 'x@y.de' };

/** Not `toThrow`: the driver's errors are of the realm of the test file that loaded it first. */
const REFUSED = { message: expect.stringContaining('append-only') };

let journal: JournalDatabase;
let recorded: Capture[];
let erasure: Erasure;
let allowed: boolean;

beforeEach(async () => {
  journal = await openJournalDatabase();
  recorded = [];
  allowed = true;
  const appendOnly = createAppendOnly({
    connection: journal.db.connection,
    dialect: 'sqlite',
    tables: tableNames(undefined),
    warn: (message) => expect(message).toBe(''),
  });
  await appendOnly.enforce();
  erasure = createErasure({
    db: journal.db,
    record: async (capture) => recorded.push(capture),
    allowPurge: async (trx) => (allowed ? appendOnly.allowPurge(trx) : undefined),
  });
});
afterEach(() => journal.close());

const event = (id: string) =>
  journal.db.getConnection(EVENT_TABLE).where({ document_id: id }).first();
const request = (id: string) =>
  journal.db.getConnection(REQUEST_TABLE).where({ request_id: id }).first();
const everything = async () => {
  const events = await journal.db.getConnection(EVENT_TABLE).select('*').orderBy('id');
  return JSON.stringify([events, await journal.db.getConnection(REQUEST_TABLE).select('*')]);
};

const NOWHERE = { ip: null, user_agent: null, session_id: null };

describe('erasing a person', () => {
  it('takes away the words and the address by which the events were found, and leaves the rest', async () => {
    const tags = JSON.stringify(['field:title', `tried:${EMAIL}`]);
    const facts = { ...ANNA, ...PLACE, actor_email: EMAIL, tags, resource_name: 'Spring sale' };
    const id = await journal.addEvent({ ...facts, ip_key: '00000000000000000000ffffcb007109' });
    await journal.index();
    const terms = (): Promise<string[]> =>
      journal.db.connection(TERM_TABLE).orderBy('term').pluck('term');
    expect(await terms()).toEqual(
      expect.arrayContaining(['a:anna.berg@example.com', `em:${EMAIL}`, `t:tried:${EMAIL}`])
    );

    await erasure.erase({ email: EMAIL });
    const left = await terms();
    expect(left.join(' ')).not.toMatch(/anna|berg|cb007109/);
    expect(left).toEqual(expect.arrayContaining(['r:sale', 'r:spring', 't:field:title']));
    expect(await event(id)).toMatchObject({ ip: null, ip_key: null });
  });

  it('keeps what the person did and takes away who, from where and with what', async () => {
    const changes = JSON.stringify([{ ...change, path: 'title', before: 'A', after: 'B' }]);
    const id = await journal.addEvent({
      ...ANNA,
      ...PLACE,
      actor_email: EMAIL,
      changes,
      request_id: 'r1',
      resource_name: 'Spring sale',
    });
    await journal.addRequest({ request_id: 'r1', ...PLACE, request_body: '{"title":"B"}' });

    expect(await erasure.erase({ email: EMAIL })).toEqual({ events: 1, requests: 1 });
    expect(await event(id)).toMatchObject({
      actor_type: 'admin-user',
      actor_id: '7',
      actor_name: '[erased]',
      actor_email: null,
      ...NOWHERE,
      action: 'entry.update',
      resource_name: 'Spring sale',
      changes,
    });
    expect(await request('r1')).toMatchObject({ ...NOWHERE, request_body: null });
  });

  it('takes the values out of events on the account, and keeps which fields changed', async () => {
    const id = await journal.addEvent({
      resource_type: 'admin::user',
      resource_id: '7',
      resource_name: 'Anna Berg',
      ...{ changes: JSON.stringify([change]), payload: '{"note":"Anna"}', request_id: 'r1' },
    });
    await journal.addRequest({ request_id: 'r1', response_body: '{"firstname":"Anna"}' });
    expect(await erasure.erase({ type: 'admin-user', id: 7 })).toEqual({ events: 1, requests: 1 });
    expect(await event(id)).toMatchObject({
      actor_name: 'Anna Berg',
      actor_email: 'anna@example.com',
      resource_name: '[erased]',
      payload: null,
      changes: '[{"path":"email","label":"E-mail","kind":"value","hidden":true}]',
    });
    expect(await request('r1')).toMatchObject({ response_body: null });
  });

  it('finds the account by the e-mail, and the other e-mails by the account', async () => {
    await journal.addEvent({ ...ANNA, actor_email: EMAIL });
    await journal.addEvent({ ...ANNA, actor_email: 'Old.Address@example.com' });
    await journal.addEvent({
      actor_type: 'anonymous',
      actor_id: null,
      actor_name: null,
      actor_email: 'old.address@example.com',
    });
    expect(await erasure.erase({ email: EMAIL })).toEqual({ events: 3, requests: 0 });
    expect(await everything()).not.toMatch(/berg|address/i);
  });

  it('touches nothing of an administrator whose e-mail an end user registered with', async () => {
    const admin = { ...ANNA, ...PLACE, actor_email: EMAIL };
    const change2 = JSON.stringify([change]);
    await journal.addEvent({ ...admin, request_id: 'r1' });
    await journal.addEvent({
      action: 'user.create',
      resource_type: 'admin::user',
      resource_id: '7',
      resource_name: 'Anna Berg',
      changes: change2,
      request_id: 'r2',
    });
    const tried = { actor_type: 'anonymous', actor_id: null, actor_name: null };
    await journal.addEvent({ ...tried, action: 'admin.auth.error', actor_email: EMAIL });
    await journal.addRequest({ request_id: 'r1', ...PLACE, request_body: `{"email":"${EMAIL}"}` });
    await journal.addRequest({ request_id: 'r2', response_body: `{"email":"${EMAIL}"}` });
    const before = await everything();

    const own = [
      await journal.addEvent({ actor_type: 'end-user', actor_id: '9', actor_email: EMAIL }),
      await journal.addEvent({ ...tried, action: 'end-user.auth.error', actor_email: EMAIL }),
      await journal.addEvent({
        action: 'end-user.register',
        resource_type: 'plugin::users-permissions.user',
        resource_id: '9',
        resource_name: 'anna',
        changes: change2,
      }),
    ];
    const count = await erasure.erase({ email: EMAIL, type: 'end-user', id: 9 });
    expect(count).toEqual({ events: own.length, requests: 0 });
    const left = JSON.parse(await everything()) as [{ document_id: string }[], unknown[]];
    const others = left[0].filter(({ document_id }) => !own.includes(document_id));
    expect(JSON.stringify([others, left[1]])).toBe(before);
    for (const id of own) expect(JSON.stringify(await event(id))).not.toContain('berg');
  });

  it('refuses an e-mail alone that accounts of both types used, and names them', async () => {
    await journal.addEvent({ ...ANNA, actor_email: EMAIL });
    await journal.addEvent({ actor_type: 'end-user', actor_id: '9', actor_email: EMAIL });
    await expect(erasure.erase({ email: EMAIL })).rejects.toThrow(
      /several accounts used this `email`: .*(admin-user 7|end-user 9), (admin-user 7|end-user 9)\. Name/
    );
  });

  it('reaches what code claimed the person to have done', async () => {
    const actor = { type: 'end-user', id: '9', name: 'Anna', email: EMAIL };
    const payload = JSON.stringify({ total: 1, claimed: { actor } });
    const id = await journal.addEvent({ action: 'order.refund', payload });
    await erasure.erase({ type: 'end-user', id: 9 });
    expect(JSON.parse((await event(id)).payload)).toEqual({
      ...{ total: 1, claimed: { actor: { type: 'end-user', id: '9', name: '[erased]' } } },
    });
  });

  it('reaches saved views and the options that are remembered', async () => {
    const views = () => journal.db.connection(VIEW_TABLE).orderBy('view_id');
    const view = (view_id: string, name: string, question: string) => ({
      view_id,
      user_id: '1',
      name,
      question,
    });
    await journal.db
      .connection(VIEW_TABLE)
      .insert([
        view('a', 'Mine', 'action:entry.update'),
        view('b', `About ${EMAIL}`, `actor:"${EMAIL}"`),
      ]);
    const hold = [{ query: `actor:${EMAIL}` }];
    const value = JSON.stringify({ 'retention.days': 90, 'retention.hold': hold });
    const rollup = { name: 'rollup', value: '{"cursor":90,"gaps":[]}' };
    await journal.db.connection(STATE_TABLE).insert([{ name: 'config', value }, rollup]);
    await erasure.erase({ email: EMAIL, texts: ['cursor'] });
    const left = JSON.stringify([await views(), await journal.db.connection(STATE_TABLE)]);
    expect(left).not.toContain('berg');
    expect(await views()).toContainEqual(view('a', 'Mine', 'action:entry.update'));
    const [kept, counts] = await journal.db.connection(STATE_TABLE).orderBy('name');
    expect(counts).toEqual(rollup);
    expect(JSON.parse(kept.value)).toEqual({
      ...{ 'retention.days': 90, 'retention.hold': [{ query: 'actor:[erased]' }] },
    });
    expect(recorded).toHaveLength(1);
    for (const { question } of await views()) expect(parseSearch(question).problems).toEqual([]);
  });

  it('finds the e-mail in the events and requests of others, whole and in every spelling', async () => {
    const id = await journal.addEvent({
      payload: JSON.stringify({ emails: [EMAIL, `jo${EMAIL}`, 'ANNA.BERG@EXAMPLE.COM'] }),
      ...{ reason: `No mail to ${EMAIL}.`, tags: JSON.stringify([`to:${EMAIL}`]) },
      changes: JSON.stringify([change]),
    });
    await journal.addRequest({
      ...{ request_id: 'r1', query: `{"q":"${encodeURIComponent(EMAIL)}"}`, ip: '198.51.100.1' },
    });
    expect(await erasure.erase({ email: EMAIL })).toEqual({ events: 1, requests: 1 });
    expect(await event(id)).toMatchObject({
      payload: JSON.stringify({ emails: ['[erased]', `jo${EMAIL}`, '[erased]'] }),
      reason: 'No mail to [erased].',
      tags: '["to:[erased]"]',
      actor_name: 'Anna Berg',
      changes: JSON.stringify([{ ...change, before: '[erased]' }]),
    });
    expect(await request('r1')).toMatchObject({ query: '{"q":"[erased]"}', ip: '198.51.100.1' });
  });

  it('finds what else names the person, wherever it stands, as whole words', async () => {
    const id = await journal.addEvent({
      resource_name: 'An interview with Anna Berg',
      changes: JSON.stringify([{ ...change, before: 'Anna Bergmann', after: 'By anna "B" berg' }]),
    });
    await journal.addRequest({
      ...{ request_id: 'r1', response_body: '{"createdBy":{"firstname":"Anna Berg"}}' },
    });
    const texts = ['Anna Berg', 'anna "B" berg'];
    expect(await erasure.erase({ email: EMAIL, texts })).toEqual({ events: 1, requests: 1 });
    expect(await event(id)).toMatchObject({
      resource_name: 'An interview with [erased]',
      changes: JSON.stringify([{ ...change, before: 'Anna Bergmann', after: 'By [erased]' }]),
    });
    expect(await request('r1')).toMatchObject({
      response_body: '{"createdBy":{"firstname":"[erased]"}}',
    });
  });

  it('leaves everybody else alone', async () => {
    await journal.addEvent({ ...PLACE, request_id: 'r2' });
    await journal.addEvent({ actor_type: 'end-user', actor_id: '7', actor_email: 'b@example.com' });
    await journal.addRequest({ request_id: 'r2', ...PLACE, request_body: '{"a":1}' });
    const before = await everything();
    expect(await erasure.erase({ email: EMAIL, type: 'admin-user', id: '7' })).toEqual({
      events: 0,
      requests: 0,
    });
    expect(await everything()).toBe(before);
    expect(recorded).toEqual([]);
  });

  it('goes through more rows than one batch holds', async () => {
    for (let count = 0; count < 520; count += 1) await journal.addEvent({});
    await journal.addEvent({ ...ANNA, actor_email: EMAIL });
    expect(await erasure.erase({ email: EMAIL })).toEqual({ events: 1, requests: 0 });
    expect(await everything()).not.toContain(EMAIL);
  });

  it('records how much was erased and why, not whom', async () => {
    await journal.addEvent({ ...ANNA, actor_email: EMAIL });
    await erasure.erase({ email: EMAIL }, { reference: 'ticket 4711' });
    expect(recorded).toEqual([
      {
        ...{ action: 'audit-log.erase', resource: { type: 'audit-log' } },
        payload: { events: 1, requests: 0, reference: 'ticket 4711' },
      },
    ]);
  });

  it('leaves everything as it was where the triggers refuse or the record fails', async () => {
    await journal.addEvent({ ...ANNA, actor_email: EMAIL });
    const before = await everything();
    allowed = false;
    await expect(erasure.erase({ email: EMAIL })).rejects.toMatchObject(REFUSED);
    allowed = true;
    recorded.push = () => {
      throw new Error('no event');
    };
    await expect(erasure.erase({ email: EMAIL })).rejects.toThrow('no event');
    expect(await everything()).toBe(before);
  });

  it('shuts the triggers behind it', async () => {
    await journal.addEvent({ ...ANNA, actor_email: EMAIL });
    await erasure.erase({ email: EMAIL });
    const attempt = journal.db.getConnection(EVENT_TABLE).update({ actor_name: 'Somebody' });
    await expect(attempt).rejects.toMatchObject(REFUSED);
  });

  it.each<[unknown, string]>([
    [{}, 'name a person'],
    [{ email: '%' }, 'must be an e-mail'],
    [{ id: 7 }, 'together'],
    [{ email: EMAIL, texts: ['a '] }, '3 characters'],
    [{ type: 'system', id: 7 }, 'must be one of'],
    ...[null, '', ' ', '7 or 1', ['7'], {}, NaN, 7.5].map((id): [object, string] => [
      { type: 'end-user', id, texts: ['Anna Berg'] },
      'number of the account',
    ]),
    [{ email: EMAIL, texts: 'Anna' }, 'a list of texts'],
    [{ email: EMAIL, texts: [7] }, 'a list of texts'],
    [undefined, 'name a person'],
  ])('refuses to guess whom %j means', async (person, message) => {
    await expect(erasure.erase(person as never)).rejects.toThrow(message);
  });
});

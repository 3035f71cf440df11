import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminClient } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { recordedBy } from '../helpers/events';
import { strapiCli } from '../helpers/strapi-cli';
import { createTransferToken, openTransfer } from '../helpers/transfer-socket';

const AUTHOR_CM = '/content-manager/collection-types/api::author.author';
const UID = 'plugin::audit-trail.event';

interface State {
  journal: string[];
  authors: string[];
  /** Every row of Strapi's list of tables to keep: there must be one. */
  keptTables: { name: string }[][];
}

const stateOf = (app: App): Promise<State> =>
  app.run(async (strapi) => {
    const { connection } = strapi.db;
    const journal = await connection('audit_trail_events').orderBy('id');
    const kept = await connection('strapi_core_store_settings')
      .where('key', 'core_persisted_tables')
      .pluck('value');
    return {
      journal: journal.map((row: object) => JSON.stringify(row)),
      authors: await connection('authors').orderBy('name').pluck('name'),
      keptTables: kept.map((value: string) => JSON.parse(value)),
    };
  });

const addAuthor = (app: App, name: string): Promise<unknown> =>
  app.run(
    (strapi, author) => strapi.documents('api::author.author').create({ data: { name: author } }),
    name
  );

const setKeptTables = (app: App, names: string[]): Promise<unknown> =>
  app.run(
    (strapi, value) => strapi.store!.set({ type: 'core', key: 'persisted_tables', value }),
    names.map((name) => ({ name }))
  );

/** The journal of a system must be what it was, without another's rows; own new ones may follow. */
const expectOwnJournal = (now: State, before: State, foreign: State) => {
  expect(now.journal.slice(0, before.journal.length)).toEqual(before.journal);
  const own = new Set(before.journal);
  const foreignIds = foreign.journal
    .filter((row) => !own.has(row))
    .map((row) => (JSON.parse(row) as { document_id: string }).document_id);
  const ids = now.journal.map((row) => (JSON.parse(row) as { document_id: string }).document_id);
  expect(ids.filter((id) => foreignIds.includes(id))).toEqual([]);
};

/** Boots without the plugin and with it again, and looks at the journal each time. */
const expectToSurviveBoots = async (app: App, before: State, foreign: State) => {
  for (const plugin of [false, true]) {
    await app.restart({ plugin });
    expectOwnJournal(await stateOf(app), before, foreign);
  }
};

describe('a transfer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-trail-transfer-'));
  const archive = join(folder, 'export.tar');
  let source: App;
  let target: App;

  beforeAll(async () => {
    [source, target] = await Promise.all([bootApp(), bootApp()]);
    await addAuthor(source, 'Source author');
    await addAuthor(target, 'Target author');
    await setKeptTables(source, ['audit_trail_events', 'table_of_the_source']);
    await setKeptTables(target, ['audit_trail_events', 'table_of_the_target']);
  });

  afterAll(async () => {
    await Promise.all([source?.stop(), target?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const exportSource = async () => {
    await source.kill();
    const file = archive.replace(/\.tar$/, '');
    await strapiCli(source, ['export', '--no-encrypt', '--no-compress', '-f', file]);
    await source.restart();
  };

  /** The source pushes to the target, or pulls from it. */
  const transfer = async (way: 'to' | 'from', token: string) => {
    const address = `${target.url}/admin`;
    await source.kill();
    return strapiCli(source, ['transfer', `--${way}`, address, `--${way}-token`, token, '--force']);
  };

  /** Plants an event into the archive, as a system without these guards would have exported it. */
  const plantForeignEvent = () => {
    const unpacked = join(folder, 'unpacked');
    mkdirSync(unpacked);
    execFileSync('tar', ['xf', archive, '-C', unpacked]);
    const file = join(unpacked, 'entities/entities_00001.jsonl');
    const data = { documentId: 'foreign', action: 'foreign', outcome: 'success', origin: 'code' };
    const line = JSON.stringify({ type: UID, id: 1, data });
    writeFileSync(file, `${line}\n${readFileSync(file, 'utf8')}`);
    execFileSync('tar', ['cf', archive, '-C', unpacked, ...readdirSync(unpacked)]);
  };

  it('leaves the journal out of an export, its schema included', async () => {
    await exportSource();
    const list = (name: string) =>
      execFileSync('tar', ['xOf', archive, `${name}/${name}_00001.jsonl`], { encoding: 'utf8' });
    expect(list('entities')).toContain('api::author.author');
    expect(list('entities')).not.toContain(UID);
    expect(list('links')).not.toContain(UID);
    expect(list('schemas')).toContain('api::author.author');
    expect(list('schemas')).not.toContain(UID);
  });

  it('leaves the journal as it is in an import', async () => {
    const [before, foreign] = [await stateOf(target), await stateOf(source)];
    plantForeignEvent();
    await target.kill();
    await strapiCli(target, ['import', '-f', archive, '--force']);
    await target.restart({ plugin: false });

    const imported = await stateOf(target);
    expect(imported.authors).toEqual(['Source author']);
    expectOwnJournal(imported, before, foreign);
    expect(imported.journal.filter((row) => row.includes('foreign'))).toEqual([]);
    expect(imported.keptTables).toHaveLength(1);
    expect(imported.keptTables[0]!.map((table) => table.name).sort()).toEqual([
      'audit_trail_events',
      'table_of_the_source',
      'table_of_the_target',
    ]);
    await target.restart({ plugin: true });
    expectOwnJournal(await stateOf(target), before, foreign);
  });

  it('leaves the journal as it is when another system pushes', async () => {
    await addAuthor(source, 'Pushed author');
    const token = await createTransferToken(target);
    const [before, foreign] = [await stateOf(target), await stateOf(source)];
    await transfer('to', token);
    await source.restart();

    const pushed = await stateOf(target);
    expect(pushed.authors).toContain('Pushed author');
    expectOwnJournal(pushed, before, foreign);
    await expectToSurviveBoots(target, before, foreign);
  });

  it('is in the way of no other event while its socket is open', async () => {
    const admin = await adminClient(target);
    const token = await createTransferToken(target);
    const act = async () => {
      const socket = await openTransfer(target, 'pull', token);
      const created = await admin.post(AUTHOR_CM).send({ name: 'Meanwhile' });
      await admin.delete(`${AUTHOR_CM}/${created.body.data.documentId}`);
      await socket.close();
    };
    const events = await recordedBy(target, act, 4);
    expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['transfer.start', expect.any(String)],
      ['entry.create', '1'],
      ['entry.delete', '1'],
      ['transfer.end', events[0]!.actorId],
    ]);
  });

  it('is over when it is over: the journal refuses writes again', async () => {
    const wipe = target.run((strapi, uid) => strapi.db.query(uid).deleteMany({}), UID);
    await expect(wipe).rejects.toMatchObject({ name: 'PolicyError' });
  });

  it('leaves the journal as it is when it pulls from another system', async () => {
    await addAuthor(target, 'Pulled author');
    const token = await createTransferToken(target);
    const [before, foreign] = [await stateOf(source), await stateOf(target)];
    await transfer('from', token);
    await source.restart({ plugin: false });

    const pulled = await stateOf(source);
    expect(pulled.authors).toContain('Pulled author');
    expectOwnJournal(pulled, before, foreign);
    await source.restart({ plugin: true });
    expectOwnJournal(await stateOf(source), before, foreign);
  });

  it('works as before when the other system has no such plugin', async () => {
    await addAuthor(source, 'Author for a system without the plugin');
    const token = await createTransferToken(target);
    const [before, foreign] = [await stateOf(target), await stateOf(source)];
    await target.restart({ plugin: false });
    const output = await transfer('to', token);
    // What Strapi would ask about without --force.
    expect(output).not.toContain('differences in schema');
    await source.restart();

    const pushed = await stateOf(target);
    expect(pushed.authors).toContain('Author for a system without the plugin');
    expectOwnJournal(pushed, before, foreign);
  });
});

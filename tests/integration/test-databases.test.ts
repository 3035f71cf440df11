import { spawnSync } from 'node:child_process';
import {
  createDatabase,
  dropAbandoned,
  listDatabases,
  makeDatabase,
  onServer,
  serverUrl,
} from '../helpers/app/databases';
import { reachableDatabases } from '../helpers/reachable-databases';

const servers = reachableDatabases.filter((client) => client !== 'sqlite');

(servers.length > 0 ? describe.each(servers) : describe.skip.each(['postgres' as const]))(
  'the databases of tests on %s',
  (client) => {
    it('are dropped by who made them', async () => {
      const before = await listDatabases(client);
      const database = await createDatabase(client, { file: '', fresh: true });
      const { name } = database;
      expect(await listDatabases(client)).toContain(name);
      expect(before).not.toContain(name);
      await database.drop();
      expect(await listDatabases(client)).not.toContain(name);
    });

    it('are dropped by a later run where their process was killed, and only then', async () => {
      const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
      const abandoned = await makeDatabase(client, { pid: gone });
      const used = await createDatabase(client, { file: '', fresh: true });
      try {
        expect(await dropAbandoned(client)).toContain(abandoned);
        const left = await listDatabases(client);
        expect(left).not.toContain(abandoned);
        expect(left).toContain(used.name);
      } finally {
        await used.drop();
      }
    });

    it('are copies of a template, with rows and constraints', async () => {
      const template = await createDatabase(client, { file: '', fresh: true });
      const server = serverUrl[client]();
      const at = (name = '') => Object.assign(new URL(server), { pathname: `/${name}` }).href;
      const run = (sql: string, { name }: { name?: string }) => onServer(client, sql, at(name));
      await run('CREATE TABLE child (id INT PRIMARY KEY)', template);
      await run(
        'CREATE TABLE owner (child_id INT, FOREIGN KEY (child_id) REFERENCES child (id))',
        template
      );
      await run('INSERT INTO child VALUES (7)', template);
      const copy = await createDatabase(client, {
        file: '',
        fresh: false,
        ...(template.name !== undefined && { template: template.name }),
      });
      try {
        await run('INSERT INTO owner VALUES (7)', copy);
        await expect(run('INSERT INTO owner VALUES (8)', copy)).rejects.toThrow(/foreign key/i);
      } finally {
        await copy.drop();
        await template.drop();
      }
    });
  }
);

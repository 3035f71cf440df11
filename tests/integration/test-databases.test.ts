import { spawnSync } from 'node:child_process';
import {
  createDatabase,
  dropAbandoned,
  listDatabases,
  makeDatabase,
} from '../helpers/app/databases';
import { reachableDatabases } from '../helpers/reachable-databases';

const servers = reachableDatabases.filter((client) => client !== 'sqlite');

(servers.length > 0 ? describe.each(servers) : describe.skip.each(['postgres' as const]))(
  'the databases of tests on %s',
  (client) => {
    it('are dropped by who made them', async () => {
      const before = await listDatabases(client);
      const database = await createDatabase(client, { file: '', fresh: true });
      const name = new URL(database.env.DATABASE_URL!).pathname.slice(1);
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
        expect(left).toContain(new URL(used.env.DATABASE_URL!).pathname.slice(1));
      } finally {
        await used.drop();
      }
    });
  }
);

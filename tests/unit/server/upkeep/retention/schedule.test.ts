import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { PurgeVerdict } from '../../../../../server/src/upkeep/retention';
import { createRetentionSchedule } from '../../../../../server/src/upkeep/retention/schedule';

type Dependencies = Parameters<typeof createRetentionSchedule>[0];
interface Job {
  name: string;
  options: string;
  task: () => Promise<void>;
}

/** Strapi's cron as the schedule sees it: it keeps several jobs of one name. */
function fakeCron() {
  let jobs: Job[] = [];
  return {
    jobs: () => jobs,
    add(tasks: Record<string, Omit<Job, 'name'>>) {
      jobs.push(...Object.entries(tasks).map(([name, job]) => ({ name, ...job })));
    },
    remove(name: string) {
      jobs = jobs.filter((job) => job.name !== name);
    },
  };
}

const RAN = { ran: true, dryRun: false, removed: 4, requestsRemoved: 1, held: 0, end: 'complete' };

function makeSchedule(httpServer: Server, purge = async () => RAN as PurgeVerdict) {
  const cron = fakeCron();
  const calls: string[] = [];
  const logged = (level: string) => (message: string) => void calls.push(`${level}: ${message}`);
  const schedule = createRetentionSchedule({
    strapi: {
      cron,
      log: { debug: logged('debug'), info: logged('info'), error: logged('error') },
      server: { httpServer },
    } as unknown as Dependencies['strapi'],
    retention: {
      async purge() {
        calls.push('purge');
        return purge();
      },
      async resume() {
        calls.push('resume');
        return { ran: false, reason: 'nothing-unfinished' };
      },
      stop: async () => void calls.push('stop'),
    },
    expression: '0 4 * * *',
  });
  return { schedule, cron, calls };
}

describe('the schedule of the purge', () => {
  let server: Server;
  beforeEach(() => {
    server = createServer();
  });
  afterEach(() => server.listening && new Promise((resolve) => server.close(resolve)));

  const listen = async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  };

  it('adds no job in a process that never listens, as a command-line process', () => {
    const { schedule, cron } = makeSchedule(server);
    schedule.start();
    expect(cron.jobs()).toEqual([]);
  });

  it('adds its jobs once the server listens, and logs each purge', async () => {
    const { schedule, cron, calls } = makeSchedule(server);
    schedule.start();
    await listen();
    expect(cron.jobs()).toMatchObject([
      { name: 'audit-trail:retention', options: '0 4 * * *' },
      { name: 'audit-trail:retention-watch', options: '*/15 * * * * *' },
    ]);
    await cron.jobs()[0]!.task();
    expect(calls).toEqual([
      'purge',
      'debug: [audit-trail] retention: removed 4 events and 1 request rows',
    ]);
  });

  it.each([
    [{ dryRun: true }, 'info: [audit-trail] retention: would remove 4 events and 1 request rows'],
    [
      { end: 'time-is-up' },
      'debug: [audit-trail] retention: removed 4 events and 1 request rows, then stopped: time-is-up',
    ],
  ])('says of a run with %j what it was', async (facts, line) => {
    await listen();
    const { schedule, cron, calls } = makeSchedule(
      server,
      async () => ({ ...RAN, ...facts }) as PurgeVerdict
    );
    schedule.start();
    await cron.jobs()[0]!.task();
    expect(calls).toContain(line);
  });

  it('logs a purge that failed as an error, and goes on', async () => {
    await listen();
    const { schedule, cron, calls } = makeSchedule(server, async () => {
      throw new Error('disk full');
    });
    schedule.start();
    await cron.jobs()[0]!.task();
    expect(calls).toContain('error: [audit-trail] retention: the purge failed: disk full');
  });

  it('watches for runs that nobody ended, without a word where there is none', async () => {
    await listen();
    const { schedule, cron, calls } = makeSchedule(server);
    schedule.start();
    await cron.jobs()[1]!.task();
    expect(calls).toEqual(['resume']);
  });

  it('adds its jobs at once where the server listens already, and once only', async () => {
    await listen();
    const { schedule, cron } = makeSchedule(server);
    schedule.start();
    schedule.start();
    expect(cron.jobs()).toHaveLength(2);
  });

  it('takes its job away and waits for the purge to stop', async () => {
    await listen();
    const { schedule, cron, calls } = makeSchedule(server);
    schedule.start();
    await schedule.stop();
    expect(cron.jobs()).toEqual([]);
    expect(calls).toEqual(['stop']);
  });

  it('adds no job after a stop that came before the server listened', async () => {
    const { schedule, cron } = makeSchedule(server);
    schedule.start();
    await schedule.stop();
    await listen();
    expect(cron.jobs()).toEqual([]);
  });
});

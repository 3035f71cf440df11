import { adminClient, createApiToken } from '../../helpers/actors';
import { bootApp, type App } from '../../helpers/boot-app';
import { createModel } from './model';
import { programs } from './programs';
import { report } from './report';
import { runInside } from './run-inside';

const COUNT = Number(process.env.REPLAY_COUNT ?? 700);
/** The first of them: a long run can be continued, on an empty database. */
const FROM = Number(process.env.REPLAY_FROM ?? 0);
const BATCH = 20;
/** Access tokens of the panel end after half an hour. */
const RENEW_AFTER_MS = 15 * 60_000;
const LIMIT_MS = Math.max(3_600_000, COUNT * 5_000);
const SEED = Number(process.env.REPLAY_SEED ?? 20_251_121);

/** REPLAY_TRACE: the number of a program, or `failing` for every one that disagrees. */
const isTraced = (program: number, found: readonly string[]): boolean =>
  process.env.REPLAY_TRACE === 'failing'
    ? found.length > 0
    : process.env.REPLAY_TRACE === String(program);

describe(`${COUNT} random programs from seed ${SEED}`, () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app?.stop());

  it(
    'are rebuilt from the journal alone',
    async () => {
      const admin = await adminClient(app);
      const api = (await createApiToken(app, admin)).client;
      const callers = { url: app.url, admin: admin.token, api: api.token };
      const { schemas, rows } = await runInside(app, 'start', callers);
      let signedIn = Date.now();
      const model = createModel(schemas, rows);
      const todo = programs(COUNT, SEED, app.database);
      const problems: string[] = [];
      let before = rows;
      const [errors, actions] = [new Map<string, number>(), new Map<string, number>()];
      let [deeds, events] = [0, 0];
      for (let start = FROM; start < COUNT; start += BATCH) {
        const batch = todo.slice(start, start + BATCH);
        if (Date.now() - signedIn > RENEW_AFTER_MS) {
          signedIn = Date.now();
          await runInside(app, 'renew', { ...callers, admin: (await adminClient(app)).token });
        }
        const outcomes = await runInside(app, 'run', batch);
        for (const [index, outcome] of outcomes.entries()) {
          const isShared = batch[index]!.steps.some(({ kind }) => kind === 'together');
          const isUnlocked = app.database !== 'sqlite' && isShared;
          const found = [
            ...outcome.commits.flatMap((commit) => model.apply(commit, isUnlocked)),
            ...model.compare(outcome.rows),
          ];
          problems.push(
            ...found.map(
              (problem) =>
                `program ${start + index}: ${problem}\n  after ${JSON.stringify(batch[index])}`
            )
          );
          if (isTraced(start + index, found)) {
            report({ program: batch[index], found, before, ...outcome }, `.${start + index}`);
          }
          before = outcome.rows;
          for (const error of outcome.errors) errors.set(error, (errors.get(error) ?? 0) + 1);
          for (const { action } of outcome.commits.flat())
            actions.set(action, (actions.get(action) ?? 0) + 1);
          deeds += outcome.deeds;
          events += outcome.commits.flat().length;
        }
        // After each batch: a run that takes hours is looked at, or ended, meanwhile.
        report({
          programs: start + batch.length,
          from: FROM,
          of: COUNT,
          seed: SEED,
          database: app.database,
          deeds,
          events,
          problems,
          actions: Object.fromEntries(actions),
          errors: Object.fromEntries(errors),
        });
      }
      // The programs themselves are long: the file of REPLAY_REPORT has them.
      expect(problems.slice(0, 5).map((problem) => problem.slice(0, 2_000))).toEqual([]);
      expect(events).toBeGreaterThan(deeds / 2);
      // Minutes on a quiet machine; a busy one is slow, not wrong.
    },
    LIMIT_MS
  );
});

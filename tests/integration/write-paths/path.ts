import { recordedBy } from '../../helpers/events';
import { createWorld, type World, type WorldOptions } from './world';

/**
 * One way to change something, and the full list of events that it leaves. `README.md` here holds
 * the table of all paths.
 */
export interface WritePath<Stage = unknown> {
  path: string;
  /** What must exist before; its events do not count. */
  arrange?(world: World): Promise<Stage>;
  act(world: World, stage: Stage): Promise<unknown>;
  /** One line per event, oldest first; see `RecordedEvent.line`. */
  events(stage: Stage): string[];
  /** Strapi makes these changes side by side, so that either may come first. */
  inAnyOrder?: boolean;
  /** Fields that differ, per event, where the path is about them; component ids are left out. */
  changes?: (string[] | null)[];
  /** The whole changes of the last event that has any, labels left out, where the path is about them. */
  detail?(stage: Stage): unknown[];
  /** Payloads, per event, where the path is about them. */
  payloads?(stage: Stage): unknown[];
  /** So many of the first ones are one operation, though no request holds them together. */
  oneOperation?: number;
}

/** Lets a path's stage type be inferred. */
export const writePath = <Stage>(path: WritePath<Stage>): WritePath => path as unknown as WritePath;

/** Runs every path of a group against one real Strapi. */
export function describePaths(
  group: string,
  paths: readonly WritePath[],
  options: WorldOptions = {}
): void {
  describe(group, () => {
    let world: World;
    beforeAll(async () => {
      world = await createWorld(options);
    });
    afterAll(() => world?.close());

    it.each(paths)('$path', async (writePath) => {
      const { arrange, act, events, inAnyOrder, changes, detail, payloads } = writePath;
      const stage = await arrange?.(world);
      const ordered = (lines: string[]) => (inAnyOrder ? [...lines].sort() : lines);
      const expected = ordered(events(stage));
      // Failures of earlier paths must not fold this one's.
      await world.app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
      const recorded = await recordedBy(world.app, () => act(world, stage), expected.length);
      expect(ordered(recorded.map(({ line }) => line))).toEqual(expected);
      recorded.forEach((event, index) => {
        const fields = changes?.[index];
        if (fields)
          expect(event.changes.map(({ path }) => withoutIds(path)).sort()).toEqual(fields);
      });
      if (detail) {
        const last = recorded.filter(({ changes }) => changes.length > 0).at(-1);
        expect(last?.changes.map(({ label: _label, ...change }) => change)).toEqual(detail(stage));
      }
      if (payloads) expect(recorded.map(({ payload }) => payload)).toEqual(payloads(stage));
      expectHiddenSecrets(recorded);
      expectOneOperation(recorded);
      if (writePath.oneOperation) {
        const together = recorded.slice(0, writePath.oneOperation);
        expect(new Set(together.map(({ operationId }) => operationId)).size).toBe(1);
      }
    });
  });
}

const withoutIds = (path: string): string => path.replace(/\[[^\]]*\]/g, '[]');

/** That a secret changed is all that is kept of it, on every path. */
function expectHiddenSecrets(recorded: Awaited<ReturnType<typeof recordedBy>>): void {
  for (const change of recorded.flatMap(({ changes }) => changes)) {
    if (!/(password|token|accessKey|secret|\.key)$/i.test(change.path)) continue;
    if (change.path === 'email_reset_password') continue;
    expect(change).toEqual({ ...change, hidden: true, before: undefined, after: undefined });
  }
}

function expectOneOperation(recorded: Awaited<ReturnType<typeof recordedBy>>): void {
  if (recorded.length === 0) return;
  const byRequest = recorded.filter(({ requestId }) => requestId !== null);
  expect(new Set(byRequest.map(({ requestId }) => requestId)).size).toBe(byRequest.length ? 1 : 0);
  expect(new Set(byRequest.map(({ operationId }) => operationId)).size).toBe(
    byRequest.length ? 1 : 0
  );
  for (const { ip, method, path } of byRequest) {
    expect({ ip, method, path }).toEqual({
      ip: '127.0.0.1',
      method: expect.stringMatching(/^(GET|POST|PUT|PATCH|DELETE)$/),
      path: expect.stringMatching(/^\//),
    });
  }
}

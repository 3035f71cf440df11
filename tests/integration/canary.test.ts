import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { createDatabase, defaultDatabase, type TestDatabase } from '../helpers/app/databases';
import { adminClient } from '../helpers/actors';
import { knexOn } from '../helpers/knex-on';
import { figuresOf, writeFigures, type Figures } from './canary/figures';
import { filesOf, placesOf, search, type Found } from './canary/places';
import { plant, type Planted } from './canary/plant';
import { report } from './canary/report';
import { copyWithVault, type VaultApp } from './canary/vault';

jest.setTimeout(1_800_000);

const SEED = Number(process.env.CANARY_SEED ?? 1);

/** An application in which canaries were planted, and where they were found. */
async function run({ env, oneOf }: { env?: Record<string, string>; oneOf?: number } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'audit-trail-canaries-'));
  const archive = join(home, 'archive');
  let vault: VaultApp | undefined;
  let database: TestDatabase | undefined;
  let planted: Planted | undefined;
  let knex: Knex | undefined;
  try {
    vault = copyWithVault();
    database = await createDatabase(defaultDatabase(), {
      file: join(home, 'data.db'),
      fresh: false,
    });
    planted = await plant({ ...{ vault, database, archive, seed: SEED }, env, oneOf });
    knex = knexOn(database);
    const { app, mints, routes, answers } = planted;
    const admin = await adminClient(app);
    const kept = await search(mints.canaries, placesOf(app, { knex, admin, archive }));
    await knex.destroy();
    knex = undefined;
    // The files of a server are not the test's to read.
    const files = database.file ? await search(mints.canaries, filesOf(app)) : NOTHING;
    const searched = [...kept.searched, ...files.searched];
    const requests = Object.values(answers).reduce((sum, count) => sum + count, 0);
    const figures = figuresOf(mints.canaries, {
      routes: routes.length,
      requests,
      places: searched.length,
    });
    return { found: [...kept.found, ...files.found], searched, planted, figures, answers };
  } finally {
    await knex?.destroy();
    await planted?.app.stop();
    await database?.drop();
    vault?.remove();
    rmSync(home, { recursive: true, force: true });
  }
}
const NOTHING: { found: Found[]; searched: string[] } = { found: [], searched: [] };

describe('values that must be stored nowhere', () => {
  let figures: Figures;
  let outcome: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    outcome = await run();
    figures = outcome.figures;
    console.info(
      `${defaultDatabase()}, seed ${SEED}: ${JSON.stringify({ ...figures, ...outcome.answers })}`
    );
  });

  it('are planted by the thousand, in every route of the server, accepted and refused', () => {
    expect(figures.values).toBeGreaterThanOrEqual(5_000);
    expect(figures.positions).toBeGreaterThanOrEqual(200);
    expect(figures.routes).toBeGreaterThanOrEqual(250);
    const {
      '2xx': accepted = 0,
      '4xx': refused = 0,
      '5xx': failed = 0,
      none = 0,
    } = outcome.answers;
    expect(accepted).toBeGreaterThan(figures.requests / 20);
    expect(refused).toBeGreaterThan(figures.requests / 4);
    expect(failed).toBeGreaterThan(20);
    expect(none).toBeLessThan(figures.requests / 100);
  });

  it('are found in no table, file, export, archive, setting, answer or line of the log', async () => {
    expect(report(outcome.found)).toEqual([]);
    if (process.env.WRITE_FIGURES === '1') await writeFigures(defaultDatabase(), figures);
  });
});

describe('the search, with one rule switched off', () => {
  it('finds what that rule hides, and nothing else', async () => {
    const env = { REDACTION: 'all-but-request-bodies' };
    const { found } = await run({ env, oneOf: 12 });
    console.log(
      report(found.filter(({ place }) => /events|terms/.test(place)))
        .slice(0, 20)
        .join('\n')
    );
    const places = new Set(found.map(({ place }) => place));
    expect(places).toContain('table audit_trail_requests');
    expect(places).not.toContain('table audit_trail_events');
    expect(report(found).length).toBeGreaterThan(50);
  });
});

describe('the search, with redaction switched off', () => {
  let outcome: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    outcome = await run({ env: { REDACTION: 'off' }, oneOf: 6 });
  });

  // Headers, and bodies that Strapi does not read, come to the plugin with redaction or without.
  it('finds a large share of them', () => {
    const found = new Set(outcome.found.map(({ canary }) => canary.value));
    expect(found.size / outcome.figures.values).toBeGreaterThan(0.3);
  });

  it('finds some in every kind of place that holds events or requests', () => {
    const places = new Set(outcome.found.map(({ place }) => place));
    // SQLite's rollback journal exists only for a moment, with the pages of one write.
    const expected = outcome.searched.filter((place) =>
      /_events|_requests|export|archive|answers|file database$/.test(place)
    );
    expect(expected.filter((place) => !places.has(place))).toEqual([]);
  });

  it('finds values in nearly every encoding and in most positions', () => {
    const of = (read: (found: Found) => string) => new Set(outcome.found.map(read)).size;
    const { encodings, positions } = outcome.figures;
    expect(of(({ canary }) => canary.encoding) / encodings).toBeGreaterThan(0.9);
    expect(of(({ canary }) => canary.position) / positions).toBeGreaterThan(0.6);
  });
});

import type { Folded } from '../../server/src/record/throttling/count';
import { adminClient, createEndUser, ok, SUPER_ADMIN } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { dumpPluginTables, type Row } from '../helpers/plugin-tables';

/** As a proxy names them, and what of them must then be nowhere. */
const ADDRESSES = {
  '203.0.113.77': /203\.0\.113\.77/,
  '2001:db8:85a3:1234:5678:8a2e:370:7334': /85a3:1234|370:7334/i,
  '::ffff:198.51.100.44': /198\.51\.100\.44|c633:642c/i,
};
const NETWORKS = ['203.0.113.0', '2001:db8:85a3::', '198.51.100.0'];
const LOOPBACK = /127\.0\.0\.1|::1/;
const TRIED = 'tried@example.com';

const post = (app: App, from: string, path: string, body: object, token?: string) =>
  app.request
    .post(path)
    .set('X-Forwarded-For', from)
    .set(token ? { Authorization: `Bearer ${token}` } : {})
    .send(body);

/** Sign-ins that succeed and fail, changes, refusals and a flood, from each of the addresses. */
async function act(app: App): Promise<void> {
  const admin = await adminClient(app);
  const reader = await createEndUser(app);
  for (const from of Object.keys(ADDRESSES)) {
    const { email, password } = SUPER_ADMIN;
    const { body } = await ok(post(app, from, '/admin/login', { email, password }));
    const articles = '/content-manager/collection-types/api::article.article';
    await ok(post(app, from, articles, { title: `From ${NETWORKS.length}` }, body.data.token));
    await ok(post(app, from, '/api/auth/local', { identifier: reader.email, password }));
    for (let count = 0; count < 4; count += 1) {
      await post(app, from, '/admin/login', { email: TRIED, password }).expect(400);
      await post(app, from, '/admin/roles', {}).expect(401);
    }
    await ok(post(app, from, '/api/probe/write', { name: 'Relayed' }));
  }
  await admin.get('/admin/users/me');
}

/** So many that failures of all further addresses share rows, which name each of them. */
async function manyAddresses(app: App): Promise<void> {
  // On a slow machine they take longer than failures of an address are counted together.
  await app.run(() => {
    const moment = performance.now();
    performance.now = () => moment;
  });
  const all = Array.from({ length: 5_060 }, (_, index) => `10.${index >> 8}.${index & 255}.77`);
  const next = all.values();
  const worker = async () => {
    for (const from of next) {
      const headers = { 'X-Forwarded-For': from };
      await (await fetch(`${app.url}/admin/roles`, { method: 'POST', headers })).arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 10 }, worker));
}

async function tablesAfter(ip: 'full' | 'truncated' | 'none'): Promise<Record<string, Row[]>> {
  const app = await bootApp({
    auditTrail: { privacy: { ip } },
    env: { SERVER_PROXY: '{"koa":true}', ADMIN_RATE_LIMIT: '{"enabled":false}' },
  });
  try {
    await act(app);
    if (ip === 'truncated') await manyAddresses(app);
    await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
    return await dumpPluginTables(app);
  } finally {
    await app.stop();
  }
}

const found = (tables: Record<string, Row[]>): string[] =>
  Object.entries(ADDRESSES)
    .filter(([, pattern]) => pattern.test(withoutIds(tables)))
    .map(([address]) => address);

/** Times and ids are long enough to look like anything. */
const withoutIds = (tables: Record<string, Row[]>): string =>
  JSON.stringify(tables).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '');

/** The addresses that rows name which stand for the failures of many. */
const foldedIn = (tables: Record<string, Row[]>): (string | undefined)[] =>
  (tables.audit_trail_events ?? []).flatMap(({ payload }) => {
    const { folded } = (typeof payload === 'string' ? JSON.parse(payload) : (payload ?? {})) as {
      folded?: Folded;
    };
    return (folded?.accounts ?? []).map(({ ip }) => ip);
  });

describe('privacy.ip', () => {
  it('full: keeps addresses, so the scan can find them', async () => {
    const tables = await tablesAfter('full');
    expect(found(tables)).toEqual(Object.keys(ADDRESSES));
  });

  it('truncated: keeps networks and no address, in folded floods neither', async () => {
    const tables = await tablesAfter('truncated');
    expect(found(tables)).toEqual([]);
    for (const network of NETWORKS) expect(JSON.stringify(tables)).toContain(network);
    expect(JSON.stringify(tables)).not.toMatch(/10\.\d+\.\d+\.77/);
    expect(foldedIn(tables)).toContainEqual(expect.stringMatching(/^10\.\d+\.\d+\.0$/));
    expect(JSON.stringify(tables)).toContain(TRIED);
  });

  it('none: keeps neither, and still the e-mails that were tried', async () => {
    const tables = await tablesAfter('none');
    expect(found(tables)).toEqual([]);
    const text = withoutIds(tables);
    for (const network of NETWORKS) expect(text).not.toContain(network);
    expect(text).not.toMatch(LOOPBACK);
    expect(text).toContain(TRIED);
  });
});

import { createSavedViews } from '../../../../../server/src/api/views/saved-views';
import { createRedactor } from '../../../../../server/src/redact';

type Row = Record<string, unknown>;

const { holdsSecret } = createRedactor({
  getModel: () => undefined,
  listModels: () => [],
  config: { keys: [], reveal: [], maxBodyBytes: 8192, maxEventBytes: 65_536 },
});

/** As much of a table as saved views use. */
function savedViewsWith(rows: Row[] = []) {
  const table = (wanted: Row) => {
    const found = () =>
      rows.filter((row) => Object.entries(wanted).every(([key, value]) => row[key] === value));
    return {
      where: (more: Row) => table({ ...wanted, ...more }),
      select: async () => found(),
      update: async (change: Row) => found().forEach((row) => Object.assign(row, change)),
      insert: async (row: Row) => void rows.push(row),
    };
  };
  return createSavedViews({ db: { getConnection: () => table({}) } as never, holdsSecret });
}

const save = (name: string, text = 'anna', rows?: Row[]) =>
  savedViewsWith(rows).saveView('1', { name, text });
const SECRETS = [
  ...['password: hunter2', 'Password: tulip!', 'pin: 1234', 'token:abc123', 'token=tulip'],
  ...['password:tulip', 'Passwort：hunter2', 'password: "tulip tree"', 'token: abc123 of Anna'],
  ...['Authorization: Basic dTpw', 'Authorization: Bearer tulip', 'glpat-abcdefghij0123456789'],
  ...['Token: glpat-abcdefghij0123456789', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
  ...['Token: revoked eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
];
const HARMLESS = [
  ...['Token: revoked this week', 'Password: changes', 'Secret: who changed it', '密码：更改'],
  ...['Kennwort: Änderungen', 'Token: revoked, by Anna', 'Password changes 2026', 'Team: red'],
  ...['Cookie: settings', 'Password: who’s changed it in 2026'],
];

describe('a saved view', () => {
  it.each(HARMLESS)('may have a label before its words: %s', async (text) => {
    await expect(save(text)).resolves.toMatchObject({ name: text });
    await expect(save('Mine', JSON.stringify(text))).resolves.toMatchObject({ name: 'Mine' });
  });

  it.each(SECRETS)('holds no secret: %s', async (text) => {
    await expect(save(text)).rejects.toThrow('name holds what looks like a secret');
    const quoted = `"${text.replaceAll('"', "'")}"`;
    await expect(save('Mine', quoted)).rejects.toThrow('text holds what looks like a secret');
  });

  it('holds no secret in what a key asks for', async () => {
    await expect(save('Mine', 'tag:token:abc123')).rejects.toThrow('looks like a secret');
  });

  it('that is kept already can be saved again', async () => {
    const name = 'password: hunter2';
    const pin = (digits: string) => `"pin: ${digits}"`;
    const kept = () => [{ view_id: 'a', user_id: '1', name, question: pin('1234') }];
    await expect(save(name, pin('1234'), kept())).resolves.toMatchObject({ id: 'a' });
    await expect(save(name, 'anna', kept())).resolves.toMatchObject({ id: 'a', text: 'anna' });
    // Another secret, or the same in a view of its own, is not kept already.
    await expect(save(name, pin('1235'), kept())).rejects.toThrow('text holds');
    await expect(save('Mine', pin('1234'), kept())).rejects.toThrow('text holds');
    const other = savedViewsWith(kept()).saveView('2', { name, text: 'anna' });
    await expect(other).rejects.toThrow('name holds');
  });
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseClient } from '../../helpers/app/databases';
import { ROOT } from '../../helpers/paths';
import { command } from '../../helpers/prepare/command';
import type { Canary } from './mint';

export interface Figures {
  values: number;
  positions: number;
  encodings: number;
  routes: number;
  requests: number;
  places: number;
}

const FILE = join(ROOT, 'docs/canaries.md');
const HEAD = `# Planted values

\`tests/integration/canary.test.ts\` sends values that must never be stored to every route of the running
server, in every position, and through code; then it searches everything that the plugin stores. None
was found. With redaction switched off, the same search finds them.

A position is the role of a value (a private integer, a number in a list under an unknown key, the default of
a GraphQL variable) and an encoding is how it was sent. Places are tables, exports, archive parts, stored
settings, responses of the API, lines of the log and, on SQLite, the database file.
\`WRITE_FIGURES=1\` writes a row, \`CANARY_SEED\` selects other values.

| Database | Values | Positions | Encodings | Routes | Requests | Places searched |
|---|---|---|---|---|---|---|
`;

export function figuresOf(
  canaries: ReadonlyMap<string, Canary>,
  rest: Pick<Figures, 'routes' | 'requests' | 'places'>
): Figures {
  const all = [...canaries.values()];
  const distinct = (read: (canary: Canary) => string) => new Set(all.map(read)).size;
  return {
    values: all.length,
    positions: distinct(({ position }) => position),
    encodings: distinct(({ encoding }) => encoding),
    ...rest,
  };
}

/** Puts the row of one database into the document, beside those of the others. */
export async function writeFigures(client: DatabaseClient, figures: Figures): Promise<void> {
  const known = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const others = known
    .split('\n')
    .filter((line) => /^\| (sqlite|postgres|mysql)\b/.test(line) && !line.includes(`| ${client} `));
  const { values, positions, encodings, routes, requests, places } = figures;
  const cells = [client, values, positions, encodings, routes, requests, places];
  const rows = [...others, `| ${cells.join(' | ')} |`].sort().reverse();
  writeFileSync(FILE, `${HEAD}${rows.join('\n')}\n`);
  await command('npx', ['--no-install', 'prettier', '--write', FILE], { cwd: ROOT });
}

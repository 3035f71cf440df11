import { optionsTable } from '../server/src/config/options';
import type { ActionDeclaration } from '../server/src/sources/define-source';
import { sources } from '../server/src/sources';

/** The tables in README.md that follow from the code, by the name of their marker. */
export const TABLES: Record<string, () => string> = { events: eventsTable, options: optionsTable };

/** What is recorded: one row per action, in the order of the sources. */
function eventsTable(): string {
  const rows = sources.flatMap(({ actions }) =>
    Object.entries(actions as Record<string, ActionDeclaration>).map(
      ([action, { description }]) => `| \`${action}\` | ${description} |`
    )
  );
  return ['| Action | What happened |', '| --- | --- |', ...rows].join('\n');
}

/** The README with every marked table written anew. */
export const withTables = (text: string): string =>
  Object.entries(TABLES).reduce(
    (written, [name, table]) => replaced(written, 'README.md', `table: ${name}`, table()),
    text
  );

/** The guides whose example is a file of its own, so that it is linted and run. */
export const GUIDES = {
  'recording-your-own-events.md': 'syndication.ts',
  'adding-a-source.md': 'comment.js',
} as const;

/** The guide with its example written anew. */
export const withExample = (guide: keyof typeof GUIDES, text: string, code: string): string =>
  replaced(text, guide, 'example', `\`\`\`${GUIDES[guide].split('.').pop()}\n${code}\`\`\``);

function replaced(text: string, file: string, marker: string, block: string): string {
  const [open, close] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start) throw new Error(`${file} lacks the marker ${open} … ${close}.`);
  return `${text.slice(0, start + open.length)}\n\n${block}\n\n${text.slice(end)}`;
}

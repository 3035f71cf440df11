import { parseArgs } from 'node:util';
import { UsageError, messageOf } from './usage-error';

export const COMMAND = 'strapi-plugin-audit-trail';

export const HELP = `Usage: npx ${COMMAND} <reset|drop> [--yes]

Run it in the folder of a Strapi application, while the application is stopped. None of its code runs.

  reset   Removes every event, request and count of the log, and records that, as the first event
          of a new log. For test suites. Saved searches stay.
  drop    Removes the plugin's tables with everything in them, its triggers, its rows in Strapi's
          settings and its permissions. For leaving the plugin for good: uninstall it before the
          next start, which would otherwise begin a new log.

  --yes   Does not ask. Needed where there is no terminal.
  --help  Shows this.
`;

const VERBS = ['reset', 'drop'] as const;
export type Verb = (typeof VERBS)[number];

/** What the operator requested. */
export type Invocation = { help: true } | { help: false; verb: Verb; yes: boolean };

const seeHelp = `See npx ${COMMAND} --help.`;

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, yes: { type: 'boolean', short: 'y' } },
    });
  } catch (error) {
    const [sentence] = messageOf(error).split('. ');
    throw new UsageError(`${sentence}. ${seeHelp}`);
  }
}

/** @throws UsageError for unknown words */
export function readWords(words: readonly string[]): Invocation {
  const { values, positionals } = parse(words);
  if (values.help) return { help: true };
  const [first, ...others] = positionals;
  if (first === undefined)
    throw new UsageError(`Say what to do: ${VERBS.join(' or ')}. ${seeHelp}`);
  const verb = VERBS.find((one) => one === first);
  if (!verb) throw new UsageError(`"${first}" is neither ${VERBS.join(' nor ')}. ${seeHelp}`);
  if (others.length > 0)
    throw new UsageError(`"${others.join(' ')}" is one word too many. ${seeHelp}`);
  return { help: false, verb, yes: values.yes ?? false };
}

import type { Writable } from 'node:stream';
import { openDatabase, type Database } from './application';
import { confirm, insistOnTerminal, type Terminal } from './confirm';
import { drop } from './drop';
import { UsageError, messageOf } from './usage-error';
import { reset } from './reset';
import { countEvents, nameOf, signsOfServers } from './situation';
import { COMMAND, HELP, readWords, type Verb } from './words';

export interface Surroundings extends Terminal {
  /** The application's. */
  folder: string;
  errors: Writable;
}

const COSTS: Record<Verb, (events: number) => string> = {
  reset: (events) => `all ${events} events of the log`,
  drop: (events) => `the plugin with all ${events} events of its log`,
};

const ACTS: Record<Verb, (db: Database) => Promise<string>> = {
  async reset(db) {
    const { events, requests } = await reset(db);
    return `Removed ${events} events and ${requests} requests; the new log begins with this reset.`;
  },
  async drop(db) {
    const tables = await drop(db);
    return (
      `Removed ${tables} tables and what Strapi kept of the plugin. ` +
      `Uninstall it before the next start: npm uninstall ${COMMAND}.`
    );
  },
};

async function carryOut(db: Database, verb: Verb, yes: boolean, around: Surroundings) {
  const say = (line: string) => around.output.write(`${line}\n`);
  const events = await countEvents(db);
  if (events === null && verb === 'reset') {
    throw new UsageError('There is no log in this database: the plugin never ran on it.');
  }
  const name = await nameOf(db);
  say(`This removes ${COSTS[verb](events ?? 0)} from the database ${name}. It cannot be undone.`);
  const signs = await signsOfServers(db);
  if (signs.length > 0) {
    say(`Warning: the application seems to be running; stop it first. ${signs.join(' ')}`);
  }
  if (!yes) await confirm(around, name);
  say(await ACTS[verb](db));
}

/**
 * Runs the command in the application's folder.
 * @returns the exit code: 1 if it failed, with one message on `errors`; never rejects
 */
export async function runCommand(words: readonly string[], around: Surroundings): Promise<number> {
  try {
    const wish = readWords(words);
    if (wish.help) {
      around.output.write(HELP);
      return 0;
    }
    if (!wish.yes) insistOnTerminal(around);
    const db = await openDatabase(around.folder);
    try {
      await carryOut(db, wish.verb, wish.yes, around);
    } finally {
      await db.destroy();
    }
    return 0;
  } catch (error) {
    around.errors.write(`${COMMAND}: ${messageOf(error)}\n`);
    return 1;
  }
}

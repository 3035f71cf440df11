import type { ActionWords } from '../../contracts';
import type { Capture } from '../../event';
import { readCapture } from '../../record/own-events/read-capture';
import type { Source } from '../../sources';
import { guardedPorts, type Described, type Guard, type OwnSourcePorts } from './own-ports';

/** A source of an application or a plugin: `docs/adding-a-source.md`. */
export interface OwnSource extends Omit<Source, 'start' | 'actions'> {
  /** All actions of its captures, by `noun.verb`, with a noun that the log does not use. */
  actions: Readonly<Record<string, ActionWords & { description?: string }>>;
  start(ports: OwnSourcePorts): void;
}

const NAME = /^[a-z][a-z0-9-]*$/;

/** What is wrong with a source of other code, as the rest of a message; null if nothing is. */
export function problemOfSource(
  given: unknown,
  others: readonly Pick<Source, 'name' | 'actions'>[]
): string | null {
  const source = given as Partial<OwnSource> | null;
  if (typeof source !== 'object' || source === null) {
    return 'is not a source: export { name, actions, start }.';
  }
  const { name, actions, handlers = [], start } = source;
  if (typeof name !== 'string' || !NAME.test(name)) {
    return 'has no name: give it a noun in small letters, such as "comment".';
  }
  if (others.some((other) => other.name === name)) {
    return 'has a name that another source has: choose another noun.';
  }
  if (typeof actions !== 'object' || actions === null || Object.keys(actions).length === 0) {
    return 'declares no actions: name what it records, { "comment.create": { label: … } }.';
  }
  for (const other of others) {
    const shared = Object.keys(actions).find((action) => Object.hasOwn(other.actions, action));
    if (shared === undefined) continue;
    return `declares "${shared}", as the source "${other.name}" does: leave it to one of them.`;
  }
  if (!Array.isArray(handlers) || !handlers.every((handler) => typeof handler === 'string')) {
    return 'has handlers that are not a list of names: write ["plugin::comments.comment.flag"].';
  }
  if (typeof start !== 'function') return 'has no start(): register there what it watches.';
  return null;
}

/** Messages that are remembered; some contain data. */
const MAX_MESSAGES = 200;
/** How much of an invalid action name is logged. */
const MAX_ACTION = 64;

/**
 * The source, with its descriptions read as `record()` reads an event: other code may record only
 * the actions that it declared, and what it says about time and actor is kept as a claim.
 *
 * @param onProblem called once for each message. A row whose change a source cannot describe is
 * recorded as a bare change.
 */
export function guardedSource(source: OwnSource, onProblem: (message: string) => void): Source {
  const reported = new Set<string>();
  const report = (message: string): void => {
    if (reported.has(message) || reported.size >= MAX_MESSAGES) return;
    reported.add(message);
    onProblem(`The source "${source.name}": ${message}`);
  };
  const guard = createGuard(source, report);
  return {
    ...source,
    start(ports) {
      let isStarting = true;
      const check = (isRight: boolean, problem: string): void => {
        if (!isRight) throw new TypeError(problem);
        if (!isStarting) {
          throw new Error(
            'It is too late to watch more: register everything in start(), before it returns.'
          );
        }
      };
      const started: unknown = source.start(guardedPorts(ports, { source, guard, check }));
      isStarting = false;
      if (started instanceof Promise) {
        started.catch((error: unknown) => report(thrown(error)));
        throw new TypeError('start() must not be async: register everything before it returns.');
      }
    },
  };
}

function createGuard(source: OwnSource, report: (message: string) => void): Guard {
  const read = (given: unknown): Capture => {
    const { capture, problems } = readCapture(given, () => false);
    if (!Object.hasOwn(source.actions, capture.action)) {
      const action = JSON.stringify(capture.action.slice(0, MAX_ACTION));
      throw new Error(`${action} is not one of its actions. Declare it in "actions".`);
    }
    for (const problem of problems) report(`${problem}. ${capture.action} is stored without it.`);
    return capture;
  };
  const readOne = (given: Described): Capture | null => (given ? read(given) : null);
  const readMany = (given: unknown): Capture[] => {
    if (!Array.isArray(given)) throw new TypeError('It must describe changes by a list of events.');
    return given.map(read);
  };
  const fail = (error: unknown, message: string): never => {
    report(message);
    throw error;
  };
  const passOn = <Given, Result>(given: Given, reader: (given: Given) => Result): Result => {
    try {
      return reader(given);
    } catch (error) {
      return fail(error, (error as Error).message);
    }
  };
  const run = <Given>(describe: () => Given): Given => {
    try {
      return describe();
    } catch (error) {
      return fail(error, thrown(error));
    }
  };
  const wait = <Given>(describe: () => Given | Promise<Given>): Promise<Given> =>
    Promise.resolve(run(describe)).catch((error: unknown) => fail(error, thrown(error)));

  return {
    one: async (describe) => passOn(await wait(describe), readOne),
    oneNow: (describe) => passOn(run(describe), readOne),
    many: async (describe) => passOn(await wait(describe), readMany),
    manyNow: (describe) => passOn(run(describe), readMany),
  };
}

/** Quotes may contain data. */
const QUOTED = /"[^"]*"|'[^']*'|`[^`]*`/g;
/** The last part of a path, with line and column. */
const LOCATION = /[^\s/\\(]+:\d+:\d+/;

/** What a description threw, and where. */
function thrown(error: unknown): string {
  if (!(error instanceof Error)) return 'It threw something that is not an Error.';
  const location = LOCATION.exec(
    error.stack?.split('\n').find((line) => /^\s*at /.test(line)) ?? ''
  );
  return `${error.name}${location ? ` at ${location[0]}` : ''}: ${error.message.replace(QUOTED, '…')}`;
}

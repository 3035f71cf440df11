import type { BulkChange, Capture, SourcePorts } from '../event';
import { readCapture } from '../recorder/read-capture';
import type { Source } from '../sources';

const NAME = /^[a-z][a-z0-9-]*$/;

/** What is wrong with a source of other code, as the rest of a sentence; null where nothing is. */
export function problemOfSource(
  given: unknown,
  others: readonly Pick<Source, 'name'>[]
): string | null {
  const source = given as Partial<OwnSource> | null;
  if (typeof source !== 'object' || source === null) {
    return 'is no source: export { name, actions, start }.';
  }
  const { name, actions, start } = source;
  if (typeof name !== 'string' || !NAME.test(name)) {
    return 'has no name: give it a noun in small letters, such as "comment".';
  }
  if (others.some((other) => other.name === name)) {
    return 'has a name that another source has: choose another noun.';
  }
  if (typeof actions !== 'object' || actions === null || Object.keys(actions).length === 0) {
    return 'declares no actions: name what it records, { "comment.create": { label: … } }.';
  }
  if (typeof start !== 'function') return 'has no start(): it says there what it watches.';
  return null;
}

/** What a source of other code may ask of the host. Refusals, transfers and deployments are the log's own. */
export type OwnSourcePorts = Pick<SourcePorts, 'writes' | 'rows' | 'hub'> & {
  requests: Pick<SourcePorts['requests'], 'onSettled'>;
};

/** A source of an application or a plugin. */
export interface OwnSource extends Omit<Source, 'start'> {
  start(ports: OwnSourcePorts): void;
}

/** Runs what a source describes; passes its captures on as far as they may be recorded. */
interface Guard {
  one(describe: () => Described | Promise<Described>): Promise<Capture | null>;
  oneNow(describe: () => Described): Capture | null;
  many(describe: () => Capture[] | Promise<Capture[]>): Promise<Capture[]>;
  manyNow(describe: () => Capture[]): Capture[];
}
type Described = Capture | null | undefined;

/**
 * The source with what it describes read as `record()` reads an event: other code may record the
 * actions that it declared and no others, and what it says of time and actor is kept as a claim.
 *
 * @param onProblem told once about each message. A row whose change a source cannot describe is
 * recorded as a bare change.
 */
export function guardedSource(source: OwnSource, onProblem: (message: string) => void): Source {
  const reported = new Set<string>();
  const report = (message: string): void => {
    if (reported.has(message)) return;
    reported.add(message);
    onProblem(`The source "${source.name}": ${message}`);
  };
  const read = (given: Capture): Capture => {
    const { capture, problems } = readCapture(given, () => false);
    for (const problem of problems) report(`${problem}. ${capture.action} is stored without it.`);
    if (Object.hasOwn(source.actions, capture.action)) return capture;
    throw new Error(`"${capture.action}" is none of its actions. Declare it in "actions".`);
  };
  const readOne = (given: Described): Capture | null => (given ? read(given) : null);
  const failed = (error: unknown): never => {
    report(error instanceof Error ? error.message : String(error));
    throw error;
  };
  const now = <Given, Result>(describe: () => Given, reader: (given: Given) => Result): Result => {
    try {
      return reader(describe());
    } catch (error) {
      return failed(error);
    }
  };
  const later = async <Given, Result>(
    describe: () => Given | Promise<Given>,
    reader: (given: Given) => Result
  ): Promise<Result> => {
    try {
      return reader(await describe());
    } catch (error) {
      return failed(error);
    }
  };
  const readMany = (given: Capture[]) => given.map(read);
  const guard: Guard = {
    one: (describe) => later(describe, readOne),
    oneNow: (describe) => now(describe, readOne),
    many: (describe) => later(describe, readMany),
    manyNow: (describe) => now(describe, readMany),
  };
  return { ...source, start: (ports) => source.start(guardedPorts(ports, guard)) };
}

function guardedPorts({ writes, requests, hub, rows }: SourcePorts, guard: Guard): OwnSourcePorts {
  return {
    rows,
    writes: {
      compare: writes.compare,
      watch(models, { describeBulk, ...options }, describe) {
        const bulk = describeBulk && {
          describeBulk: (change: BulkChange) => guard.manyNow(() => describeBulk(change)),
        };
        writes.watch(models, { ...options, ...bulk }, (changes) =>
          guard.many(() => describe(changes))
        );
      },
    },
    requests: {
      onSettled: (handlers, describe, options) =>
        requests.onSettled(handlers, (signal) => guard.one(() => describe(signal)), options),
    },
    hub: {
      on: (events, describe) =>
        hub.on(events, (event, payload) => guard.oneNow(() => describe(event, payload))),
    },
  };
}

import type { Resource } from '../../contracts';
import type {
  Capture,
  HubPort,
  RequestPort,
  RequestSignal,
  RowChange,
  SourcePorts,
  WatchOptions,
} from '../../event';
import { bulkPlaceholder } from '../../record/placeholder';
import { isChange, resourceOf, rowOf, verbOf, type Source } from '../../sources';

export type Described = Capture | null | undefined;

/** A row change with the parts that most events report. */
export interface OwnRowChange extends RowChange {
  verb: 'create' | 'update' | 'delete';
  resource: Resource;
}

/**
 * Which relations of a model belong in its snapshots, and what else is known of its events. Who did
 * it is never included: what other code says about the actor is a claim.
 */
export type OwnWatchOptions = Omit<WatchOptions, 'namesActor'>;

/**
 * What a source of other code may use of the host. Refusals, transfers and deployments are reserved
 * for the log.
 */
export interface OwnSourcePorts {
  writes: {
    /** Models by uid or by a pattern with `*`. Saves without differences are left out. */
    watch(
      models: readonly string[],
      options: OwnWatchOptions,
      describe: (changes: OwnRowChange[]) => Capture[] | Promise<Capture[]>
    ): void;
    compare: SourcePorts['writes']['compare'];
  };
  requests: Pick<RequestPort, 'onSettled'>;
  hub: HubPort;
  rows: SourcePorts['rows'];
}

/** Runs the descriptions of a source; passes its captures on as far as they may be recorded. */
export interface Guard {
  one(describe: () => Described | Promise<Described>): Promise<Capture | null>;
  oneNow(describe: () => Described): Capture | null;
  many(describe: () => Capture[] | Promise<Capture[]>): Promise<Capture[]>;
  manyNow(describe: () => Capture[]): Capture[];
}

interface GuardedPortsDependencies {
  source: Pick<Source, 'actions'>;
  guard: Guard;
  /** @throws the problem, unless it is right */
  check(isRight: boolean, problem: string): void;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isList = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isText);
const isFunction = (value: unknown): boolean => typeof value === 'function';

/** The ports that a source of other code gets: their types do not bind JavaScript. */
export function guardedPorts(ports: SourcePorts, deps: GuardedPortsDependencies): OwnSourcePorts {
  const { guard, check } = deps;
  const actions = Object.keys(deps.source.actions);

  return {
    rows: ports.rows,
    writes: {
      compare: ports.writes.compare,
      watch(models, options, describe) {
        check(isList(models), 'watch() needs a list of uids first: ["plugin::comments.comment"].');
        const { relations, ignore = [], types = [], describeBulk } = options ?? {};
        check(
          relations === 'written' || (Array.isArray(relations) && relations.every(isText)),
          "watch() needs the relations that belong to a row: { relations: ['author'] }, or 'written'."
        );
        check([...ignore, ...types].every(isText), '"ignore" and "types" are lists of names.');
        check(isFunction(describe), 'watch() needs a function last, which describes the changes.');
        ports.writes.watch(
          models,
          {
            relations,
            ignore,
            types,
            // Without it, each row of any statement is read: other code must not limit that by
            // accident.
            describeBulk: (change) =>
              describeBulk
                ? guard.manyNow(() => describeBulk(change))
                : [bulkPlaceholder(actions, change)],
          },
          (changes) => guard.many(() => describe(changes.filter(isChange).map(withDetails)))
        );
      },
    },
    requests: {
      onSettled(handlers, describe, options) {
        check(isList(handlers), 'onSettled() needs a list of handlers first.');
        check(isFunction(describe), 'onSettled() needs a function that describes the request.');
        ports.requests.onSettled(
          handlers,
          (signal: RequestSignal) => guard.one(() => describe(signal)),
          options
        );
      },
    },
    hub: {
      on(events, describe) {
        check(isList(events), 'on() needs a list of events first.');
        check(isFunction(describe), 'on() needs a function that describes the event.');
        ports.hub.on(events, (event, payload) => guard.oneNow(() => describe(event, payload)));
      },
    },
  };
}

function withDetails(change: RowChange): OwnRowChange {
  const isLive = Boolean(rowOf(change).publishedAt);
  const status = change.draftAndPublish ? (isLive ? 'published' : 'draft') : null;
  return {
    ...change,
    verb: verbOf(change),
    // The name is the one that never comes from hidden attributes.
    resource: { ...resourceOf(change), status, name: change.name },
  };
}

import type {
  Capture,
  HubPort,
  RawChange,
  RequestPort,
  Row,
  RowChange,
  RowPort,
  SchemaPort,
  SourcePorts,
  TransferPort,
  WatchedModels,
  WatchOptions,
} from '../../../server/src/event';

type Described = Capture | null | undefined;

/** Everything that a source asked of the host, to be told what the host would tell. */
export interface Listening {
  watches: {
    models: WatchedModels;
    options: WatchOptions;
    describe(changes: RowChange[]): Capture[] | Promise<Capture[]>;
  }[];
  settled: {
    handlers: readonly string[];
    describe(
      signal: Parameters<Parameters<RequestPort['onSettled']>[1]>[0]
    ): Described | Promise<Described>;
  }[];
  refused: Parameters<RequestPort['onRefused']>[0][];
  hub: { events: readonly string[]; describe: Parameters<HubPort['on']>[1] }[];
  boots: Parameters<SchemaPort['onBoot']>[0][];
  transfers: Parameters<TransferPort['on']>[0][];
}

/** What differs in the columns of two rows, each as a value. */
export const compared = (before: Row | null, after: Row | null): RawChange[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .filter((path) => before?.[path] !== after?.[path])
    .map((path) => ({
      path,
      label: path,
      kind: 'value',
      before: before?.[path],
      after: after?.[path],
    }));

/**
 * A host that keeps what a source listens to.
 *
 * @param rows what its tables hold, whatever is asked for
 */
export function fakeHost(rows: Partial<RowPort> = {}): { ports: SourcePorts; heard: Listening } {
  const heard: Listening = {
    watches: [],
    settled: [],
    refused: [],
    hub: [],
    boots: [],
    transfers: [],
  };
  const ports: SourcePorts = {
    writes: {
      watch: (models, options, describe) => void heard.watches.push({ models, options, describe }),
      compare: (_uid, before, after) => compared(before, after),
    },
    requests: {
      onSettled: (handlers, describe) => void heard.settled.push({ handlers, describe }),
      onRefused: (describe) => void heard.refused.push(describe),
    },
    hub: { on: (events, describe) => void heard.hub.push({ events, describe }) },
    schemas: { current: () => null, onBoot: (describe) => void heard.boots.push(describe) },
    transfers: { on: (describe) => void heard.transfers.push(describe) },
    rows: {
      find: rows.find ?? (() => Promise.resolve(null)),
      all: rows.all ?? (() => Promise.resolve([])),
    },
    files: { written: () => null, lastKnown: () => Promise.resolve(null) },
  };
  return { ports, heard };
}

/** A row that came, went or changed, as a transaction tells it at its end. */
export function rowChange(facts: Partial<RowChange> & Pick<RowChange, 'uid'>): RowChange {
  const { before = null, after = null } = facts;
  return {
    id: '7',
    operation: null,
    name: null,
    draftAndPublish: false,
    handler: null,
    changes: compared(before, after),
    ...facts,
    before,
    after,
  };
}

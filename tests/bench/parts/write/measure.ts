import { burst, latencyOf, type Latency } from '../../load/burst';
import {
  isLarge,
  isRead,
  OPERATIONS,
  openContent,
  type Content,
  type Operation,
} from '../../load/content';
import { cpuOf, pluginsOf } from '../../load/server-process';
import type { DatabaseClient } from '../../../helpers/app/databases';
import type { App } from '../../../helpers/boot-app';
import type { Configuration } from '../../applications/configurations';

/** One cell: an operation at a number of connections, of one configuration in one alternation. */
export interface Measurement extends Latency {
  configuration: string;
  alternation: number;
  operation: Operation;
  connections: number;
  requests: number;
  perSecond: number;
  /** Milliseconds of processor time of the server, with what follows the requests. */
  cpuPerRequest: number;
}

export interface Amounts {
  /** Of each operation, before anything is measured. */
  warmUp: number;
  /** Requests by the number of connections. */
  requests: ReadonlyMap<number, number>;
  /** Of operations that are large, after a quarter of the warm-up. */
  largeRequests: ReadonlyMap<number, number>;
  /** Of operations that read: they are quick, and their ratio is close to one. */
  readRequests: ReadonlyMap<number, number>;
  /** How long a server may work on after its last answer, in milliseconds. */
  settles: number;
}

/** A running application with one of the plugins. */
interface Server {
  configuration: Configuration;
  app: App;
  content: Content;
}

/** So many requests of a server, then it is the next one's turn: a machine is as fast for all. */
const IN_A_ROW = 8;

const requestsOf = (amounts: Amounts, operation: Operation): ReadonlyMap<number, number> => {
  if (isLarge(operation)) return amounts.largeRequests;
  return isRead(operation) ? amounts.readRequests : amounts.requests;
};

/** Each turn begins with another one, so that none always follows the same. */
export const inTurn = <Item>(items: readonly Item[], turn: number): Item[] => {
  const start = turn % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
};

const send = (
  { app, content }: Server,
  operation: Operation,
  connections: number,
  requests: number
) => burst({ url: app.url, connections, requests, make: () => content.send(operation) });

/** Starts one server for each configuration, all of which run until `close`. */
export async function openServers(
  configurations: readonly Configuration[],
  database: DatabaseClient,
  amounts: Amounts
) {
  const servers: Server[] = [];
  const close = async () => {
    for (const { app } of servers) await app.stop();
  };
  try {
    for (const configuration of configurations) {
      const app = await configuration.boot({ database });
      servers.push({ configuration, app, content: await openContent(app) });
    }
    const warmUp = (operation: Operation) =>
      isLarge(operation) ? Math.ceil(amounts.warmUp / 4) : amounts.warmUp;
    for (const operation of OPERATIONS) {
      for (const server of servers) await send(server, operation, 8, warmUp(operation));
    }
  } catch (error) {
    await close();
    throw error;
  }

  /** An operation at a number of connections, on all servers in turn. */
  async function measureCell(operation: Operation, connections: number, requests: number) {
    const cells = servers.map((server) => ({
      ...{ server, seconds: 0, cpu: 0 },
      milliseconds: [] as number[],
    }));
    for (const cell of cells) cell.cpu = -(await cpuOf(cell.server.app));
    const inARow = Math.max(IN_A_ROW, connections);
    for (let done = 0, turn = 0; done < requests; done += inARow, turn += 1) {
      const amount = Math.min(inARow, requests - done);
      for (const cell of inTurn(cells, turn)) {
        const { seconds, milliseconds } = await send(cell.server, operation, connections, amount);
        cell.seconds += seconds;
        cell.milliseconds.push(...milliseconds);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, amounts.settles));
    for (const cell of cells) cell.cpu += await cpuOf(cell.server.app);
    return cells.map(({ server, seconds, cpu, milliseconds }) => ({
      configuration: server.configuration.name,
      ...{ operation, connections, requests },
      perSecond: requests / seconds,
      cpuPerRequest: cpu / requests,
      ...latencyOf(milliseconds),
    }));
  }

  return {
    close,
    /** The plugins that run in each. */
    async plugins(): Promise<Map<Configuration, string[]>> {
      const found = new Map<Configuration, string[]>();
      for (const { configuration, app } of servers) found.set(configuration, await pluginsOf(app));
      return found;
    },
    /** All cells of all servers, once. */
    async measure(alternation: number): Promise<Measurement[]> {
      const measurements: Measurement[] = [];
      for (const operation of OPERATIONS) {
        for (const [connections, amount] of requestsOf(amounts, operation)) {
          const cells = await measureCell(operation, connections, amount);
          measurements.push(...cells.map((cell) => ({ ...cell, alternation })));
        }
      }
      return measurements;
    },
  };
}

import { burst, latencyOf, type Latency } from '../../load/burst';
import { isLarge, isRead, OPERATIONS, openContent, type Operation } from '../../load/content';
import { cpuOf, pluginsOf } from '../../load/server-process';
import type { DatabaseClient } from '../../../helpers/app/databases';
import type { Configuration } from '../../applications/configurations';

/** One cell: an operation at a number of connections, of one configuration in one alternation. */
export interface Measurement extends Latency {
  configuration: string;
  alternation: number;
  operation: Operation;
  connections: number;
  requests: number;
  perSecond: number;
  /** Milliseconds of processor time of the server. */
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
}

const requestsOf = (amounts: Amounts, operation: Operation): ReadonlyMap<number, number> => {
  if (isLarge(operation)) return amounts.largeRequests;
  return isRead(operation) ? amounts.readRequests : amounts.requests;
};

/** The whole turn of a configuration: a fresh process on a fresh database, warm-up, all cells. */
export async function takeTurn(
  configuration: Configuration,
  database: DatabaseClient,
  alternation: number,
  amounts: Amounts
): Promise<{ measurements: Measurement[]; plugins: string[] }> {
  const app = await configuration.boot({ database });
  try {
    const content = await openContent(app);
    const run = (operation: Operation, connections: number, amount: number) =>
      burst({ url: app.url, connections, requests: amount, make: () => content.send(operation) });
    for (const operation of OPERATIONS) {
      await run(operation, 8, isLarge(operation) ? Math.ceil(amounts.warmUp / 4) : amounts.warmUp);
    }

    const measurements: Measurement[] = [];
    for (const operation of OPERATIONS) {
      for (const [connections, amount] of requestsOf(amounts, operation)) {
        const before = await cpuOf(app);
        const { seconds, milliseconds } = await run(operation, connections, amount);
        measurements.push({
          configuration: configuration.name,
          alternation,
          operation,
          connections,
          requests: amount,
          perSecond: amount / seconds,
          cpuPerRequest: ((await cpuOf(app)) - before) / amount,
          ...latencyOf(milliseconds),
        });
      }
    }
    return { measurements, plugins: await pluginsOf(app) };
  } finally {
    await app.stop();
  }
}

import { quantile } from '../arithmetic';
import { openConnections, type Request } from './send';

export interface BurstOptions {
  url: string;
  connections: number;
  requests: number;
  /** Told apart by a number from 0, each asked for once. */
  make(index: number): Request;
}

export interface Burst {
  seconds: number;
  /** Of each request, in the order of the answers. */
  milliseconds: number[];
}

/** A fixed number of requests over as many connections, each of which sends its next when answered. */
export async function burst({ url, connections, requests, make }: BurstOptions): Promise<Burst> {
  const pool = openConnections(url, connections);
  const milliseconds: number[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < requests) {
      milliseconds.push((await pool.send(make(next++))).milliseconds);
    }
  };
  try {
    const from = performance.now();
    await Promise.all(Array.from({ length: connections }, work));
    return { seconds: (performance.now() - from) / 1_000, milliseconds };
  } finally {
    await pool.close();
  }
}

export interface Latency {
  p50: number;
  p99: number;
  worst: number;
}

/** In milliseconds. */
export const latencyOf = (milliseconds: readonly number[]): Latency => ({
  p50: quantile(milliseconds, 0.5),
  p99: quantile(milliseconds, 0.99),
  worst: quantile(milliseconds, 1),
});

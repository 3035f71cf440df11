import { latencyOf, type Latency } from './burst';
import { openConnections, type Request } from './send';

/** Load that goes on until it is ended. */
export interface EndlessLoad {
  /** Lets the requests under way end. @throws what the server refused */
  end(): Promise<Latency & { requests: number }>;
}

/** Sends requests over as many connections, each its next one when it is answered. */
export function startLoad(url: string, connections: number, make: () => Request): EndlessLoad {
  const pool = openConnections(url, connections);
  const milliseconds: number[] = [];
  let isOver = false;
  const work = async (): Promise<void> => {
    while (!isOver) milliseconds.push((await pool.send(make())).milliseconds);
  };
  const all = Promise.all(Array.from({ length: connections }, work));
  all.catch(() => undefined);
  return {
    async end() {
      isOver = true;
      await all.finally(() => pool.close());
      return { requests: milliseconds.length, ...latencyOf(milliseconds) };
    },
  };
}

/** The same for a while. */
export async function loadFor(
  seconds: number,
  url: string,
  connections: number,
  make: () => Request
): Promise<Latency & { requests: number }> {
  const load = startLoad(url, connections, make);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  return load.end();
}

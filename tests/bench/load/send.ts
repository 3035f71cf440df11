import { Pool } from 'undici';

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** Sent as a bearer's. */
  token: string;
  body?: object;
}

export interface Answer {
  status: number;
  /** From before the request was written to after its answer was read. */
  milliseconds: number;
  text: string;
}

/** Connections to one server that stay open; a request takes one for itself. */
export interface Connections {
  /** @throws when the server refuses or fails the request, with its answer */
  send(request: Request): Promise<Answer>;
  close(): Promise<void>;
}

export function openConnections(url: string, count: number): Connections {
  const pool = new Pool(url, { connections: count, pipelining: 1 });
  return {
    async send({ method, path, token, body }) {
      const from = performance.now();
      const { statusCode: status, body: answer } = await pool.request({
        method,
        path,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const milliseconds = performance.now() - from;
      if (status < 200 || status >= 300) {
        throw new Error(`${method} ${path} answered ${status}: ${text.slice(0, 500)}`);
      }
      return { status, milliseconds, text };
    },
    close: () => pool.close(),
  };
}

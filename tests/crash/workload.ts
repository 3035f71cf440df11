/** Changes that a crash may cut short, from as many people at once as there are writers. */

interface Answer {
  status: number;
  body: Record<string, never> & { data?: Record<string, unknown> };
}

export interface Workload {
  /** Requests that were sent and not answered. */
  inFlight(): number;
  /** Resolves after so many answers. */
  answers(count: number): Promise<void>;
  /** Resolves when every writer has come to its end; rejects on a refused request. */
  ended: Promise<void>;
  /** Lets every writer finish the row it is at, and waits for that. */
  stop(): Promise<void>;
}

export interface Targets {
  url: string;
  /** Content API token. */
  apiToken: string;
  /** Session of an administrator. */
  adminToken: string;
}

type Send = (method: string, path: string, body?: object) => Promise<Answer>;
type Item = (send: Send, unique: string) => Promise<void>;

let made = 0;
const fresh = (): string => `w${process.pid}-${(made += 1)}`;

/** A row's whole life; one in three rows stays, so that the tables do not end empty. */
const life =
  (collection: string, create: (unique: string) => object, update: (text: string) => object) =>
  (wrap: (fields: object) => object, idOf: (answer: Answer) => unknown): Item =>
  async (send, unique) => {
    const id = String(idOf(await send('POST', collection, wrap(create(unique)))));
    await send('PUT', `${collection}/${id}`, wrap(update(`${unique} once`)));
    await send('PUT', `${collection}/${id}`, wrap(update(`${unique} twice`)));
    if (made % 3 > 0) await send('DELETE', `${collection}/${id}`);
  };

const inData = (data: object) => ({ data });
const plain = (fields: object) => fields;
const documentIdOf = ({ body }: Answer) => body.data?.documentId;
const idOf = ({ body }: Answer) => body.data?.id;

const CONTENT: Item[] = [
  life(
    '/api/authors',
    (name) => ({ name, bio: 'new' }),
    (bio) => ({ bio })
  )(inData, documentIdOf),
  life(
    '/api/articles',
    (title) => ({ title }),
    (title) => ({ title })
  )(inData, documentIdOf),
];

const ACCOUNTS: Item[] = [
  life(
    '/admin/users',
    (firstname) => ({ firstname, lastname: 'W', email: `${firstname}@example.com`, roles: [2] }),
    (firstname) => ({ firstname })
  )(plain, idOf),
  life(
    '/admin/roles',
    (name) => ({ name, description: 'new' }),
    (description) => ({ description, name: description })
  )(plain, idOf),
  life(
    '/admin/api-tokens',
    (name) => ({ name, description: 'new', type: 'read-only', lifespan: null }),
    (description) => ({ description })
  )(plain, idOf),
];

/** Starts the writers; they also stop by themselves when the server is gone. */
export function startWorkload({ url, apiToken, adminToken }: Targets): Workload {
  let inFlight = 0;
  let answered = 0;
  let isStopped = false;
  const waiting = new Map<number, () => void>();

  const sendAs =
    (token: string): Send =>
    async (method, path, body) => {
      inFlight += 1;
      try {
        const response = await fetch(`${url}${path}`, {
          method,
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          ...(body && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        if (response.status >= 400) {
          throw new Refusal(`${method} ${path} answered ${response.status}: ${text}`);
        }
        answered += 1;
        waiting.get(answered)?.();
        return { status: response.status, body: text ? JSON.parse(text) : {} };
      } finally {
        inFlight -= 1;
      }
    };

  const write = async (send: Send, item: Item): Promise<void> => {
    try {
      while (!isStopped) await item(send, fresh());
    } catch (error) {
      if (error instanceof Refusal) throw error;
    }
  };

  const writers = [
    ...[...CONTENT, ...CONTENT, ...CONTENT].map((item) => write(sendAs(apiToken), item)),
    ...ACCOUNTS.map((item) => write(sendAs(adminToken), item)),
  ];
  const ended = Promise.all(writers).then(() => undefined);
  return {
    inFlight: () => inFlight,
    answers: (count) => new Promise((resolve) => waiting.set(count, resolve)),
    ended,
    stop() {
      isStopped = true;
      return ended;
    },
  };
}

class Refusal extends Error {}

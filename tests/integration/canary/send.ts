import { Agent, request } from 'node:http';

export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

export interface Answered {
  /** 0 where no answer came in time. */
  status: number;
  text: string;
}

const AT_ONCE = 8;
const LIMIT_MS = 30_000;

/** Sends one request as it is, with whatever headers and bytes. Never rejects. */
function sendOne(port: number, agent: Agent, { method, path, headers, body }: Sent) {
  return new Promise<Answered>((resolve) => {
    const lost = () => resolve({ status: 0, text: '' });
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        agent,
        method,
        path,
        timeout: LIMIT_MS,
        headers: { ...headers, ...(body && { 'content-length': String(body.length) }) },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.once('error', lost);
      }
    );
    outgoing.once('timeout', () => outgoing.destroy()).once('error', lost);
    outgoing.end(body ?? undefined);
  });
}

/** Sends all of them, a few at once, and answers in their order. */
export async function sendAll(port: number, requests: readonly Sent[]): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const answers: Answered[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < requests.length; index = next++) {
      answers[index] = await sendOne(port, agent, requests[index]!);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  agent.destroy();
  return answers;
}

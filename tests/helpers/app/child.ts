import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { APP_DIR } from '../paths';

const RUNNER = join(__dirname, 'runner.cjs');
const BOOT_LIMIT_MS = 180_000;

type FromChild =
  | { type: 'ready' }
  | { type: 'result'; id: number; json?: string }
  | {
      type: 'error';
      id: number;
      error: { name: string; message: string; stack?: string; details?: unknown };
    };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** An error thrown inside the Strapi process; `details` are those of Strapi's own errors. */
export class RemoteError extends Error {
  constructor(
    name: string,
    message: string,
    readonly details: unknown,
    readonly remoteStack: string
  ) {
    super(message);
    this.name = name;
  }
}

export interface StrapiChild {
  readonly pid: number;
  /** Calls the function with this source in the child, outside any request. */
  call(source: string, args: unknown[]): Promise<unknown>;
  /** Resolves when the process is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Sends the signal and waits until the process is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/**
 * Starts the runner and waits until Strapi listens.
 * @throws when the process ends or hangs before that; the message holds its output.
 */
export async function startChild(options: {
  env: Record<string, string>;
  appDir?: string;
  onOutput(text: string): void;
}): Promise<StrapiChild> {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let output = '';
  const child = fork(RUNNER, [options.appDir ?? APP_DIR], {
    cwd: options.appDir ?? APP_DIR,
    env: options.env,
    // Flags of the parent (tsx, jest) must not reach a process that stands for a user's.
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      options.onOutput(text);
    });
  }
  const killWithParent = () => child.kill('SIGKILL');
  process.once('exit', killWithParent);

  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`Strapi was not ready after ${BOOT_LIMIT_MS / 1000} s:\n${output}`));
    }, BOOT_LIMIT_MS);
    child.on('message', (message: FromChild) => {
      if (message.type === 'ready') {
        clearTimeout(limit);
        return resolve();
      }
      if (message.type !== 'result' && message.type !== 'error') return undefined;
      const caller = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.type === 'error') {
        const { name, message: text, details, stack } = message.error;
        return caller?.reject(new RemoteError(name, text, details, stack ?? ''));
      }
      return caller?.resolve(message.json === undefined ? undefined : JSON.parse(message.json));
    });
    // 'close' and not 'exit': only then has all output been read.
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      process.off('exit', killWithParent);
      const how = signal ?? `code ${code}`;
      reject(new Error(`Strapi ended (${how}) before it was ready:\n${output}`));
      for (const caller of waiting.values()) {
        caller.reject(new Error(`The Strapi process ended (${how}) before it answered.`));
      }
      waiting.clear();
    });
  });

  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error('The Strapi process has no pid.');
  return {
    pid,
    ended,
    call(source, args) {
      if (!child.connected) return Promise.reject(new Error('The Strapi process is not running.'));
      return new Promise((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        child.send({ type: 'run', id, source, args });
      });
    },
    async end(signal) {
      if (hasEnded(child)) return;
      child.kill(signal);
      await ended;
    },
  };
}

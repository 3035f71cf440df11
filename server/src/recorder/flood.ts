import type { Capture } from '../event';
import { createFloodWindow } from './flood-window';
import type { FloodWindow, WindowDependencies } from './flood-window';
import type { Circumstances } from './recorder';

export interface FloodDependencies extends WindowDependencies {
  /** Records in the course of what is happening now. */
  record(capture: Capture): Promise<void>;
  /** Records what happened earlier, under the circumstances it had. */
  recordLater(capture: Capture, circumstances: Circumstances): Promise<void>;
  circumstances(): Circumstances;
  /** Milliseconds, of any beginning. */
  now(): number;
  /** Calls `work` once after so many milliseconds; the answer calls it off. */
  schedule(milliseconds: number, work: () => void): () => void;
}

/** Lets nobody fill the log with what he is refused. */
export interface Flood {
  /** Records the first, second, fourth, eighth … of equal failures at once, and counts the others. */
  record(capture: Capture): Promise<void>;
  /** Ends every window: what was counted and not written yet is written. */
  flush(): Promise<void>;
  /** The same for good: what still comes is written one by one. */
  close(): Promise<void>;
}

/** A window ends when nothing happened for so long; until then its rest is written so often. */
export const WINDOW_MS = 60_000;
/** Bounds of memory: how many reasons one address may have, and how many windows there are. */
export const MAX_PER_ADDRESS = 50;
export const MAX_WINDOWS = 5_000;

/**
 * Folds refusals and failed sign-ins. Equal are those of one address, action and reason; for a known
 * account also its name and the route, so that nobody's refusal hides behind somebody else's.
 */
export function createFlood(deps: FloodDependencies): Flood {
  const windows = new Map<string, { window: FloodWindow; address: string; endsAt: number }>();
  const perAddress = new Map<string, number>();
  let cancel: (() => void) | null = null;
  let closed = false;

  const keyOf = (capture: Capture, circumstances: Circumstances): string => {
    const { action } = capture;
    const address = addressOf(circumstances);
    const exact = JSON.stringify([address, action, ...kindOf(capture, circumstances)]);
    if (windows.has(exact)) return exact;
    const full = windows.size >= MAX_WINDOWS;
    if (!full && (perAddress.get(address) ?? 0) < MAX_PER_ADDRESS) return exact;
    const ofAddress = JSON.stringify([address, action]);
    return !full || windows.has(ofAddress) ? ofAddress : JSON.stringify([action]);
  };

  const windowOf = (capture: Capture, circumstances: Circumstances): FloodWindow => {
    const key = keyOf(capture, circumstances);
    const known = windows.get(key);
    if (known) return known.window;
    const address = addressOf(circumstances);
    const window = createFloodWindow(deps);
    windows.set(key, { window, address, endsAt: deps.now() + WINDOW_MS });
    perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
    cancel ??= deps.schedule(WINDOW_MS, () => void sweep());
    return window;
  };

  const forget = (key: string, address: string): void => {
    windows.delete(key);
    const left = (perAddress.get(address) ?? 1) - 1;
    if (left > 0) perAddress.set(address, left);
    else perAddress.delete(address);
  };

  const writeRest = async (window: FloodWindow): Promise<void> => {
    const rest = window.rest();
    if (rest) await deps.recordLater(rest.capture, rest.circumstances);
  };

  async function sweep(): Promise<void> {
    cancel = null;
    const now = deps.now();
    const due = [...windows].filter(([, { endsAt }]) => endsAt <= now);
    for (const [key, entry] of due) {
      if (entry.window.wasBusy()) entry.endsAt = now + WINDOW_MS;
      else forget(key, entry.address);
    }
    const next = Math.min(...[...windows.values()].map(({ endsAt }) => endsAt));
    if (windows.size > 0) cancel ??= deps.schedule(Math.max(next - now, 0), () => void sweep());
    for (const [, { window }] of due) await writeRest(window);
  }

  async function flush(): Promise<void> {
    cancel?.();
    cancel = null;
    const open = [...windows.values()];
    windows.clear();
    perAddress.clear();
    for (const { window } of open) await writeRest(window);
  }

  return {
    async record(capture) {
      if (closed || !isFailure(capture)) return deps.record(capture);
      const circumstances = deps.circumstances();
      const due = windowOf(capture, circumstances).add(capture, circumstances);
      if (due) await deps.record(due);
    },

    flush,

    async close() {
      closed = true;
      await flush();
    },
  };
}

const isFailure = ({ outcome, changes }: Capture): boolean =>
  (outcome === 'failure' || outcome === 'denied') && (changes ?? []).length === 0;

const addressOf = ({ request }: Circumstances): string => request.ip ?? '';

function kindOf(capture: Capture, { actor }: Circumstances): unknown[] {
  const { id, type } = { ...actor, ...capture.actor };
  const account = id === null ? [] : [type, id, capture.resource?.type, capture.tags];
  return [capture.reason?.slice(0, 255), ...account];
}

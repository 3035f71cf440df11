import type { Resource } from '../../contracts';
import type { Capture } from '../../event';
import { accountOf, createFoldedAccounts, type FoldedAccount } from './folded-accounts';
import type { Circumstances } from '../build-event';

/** How many routes and reasons one row names. */
const MAX_ROUTES = 50;
const MAX_REASONS = 20;

/** What is written for counted occurrences: the last of them, and how many it represents. */
export interface Counted {
  capture: Capture;
  circumstances: Circumstances;
}

/** Equal failures that were counted and not written yet. */
export interface ThrottleCount {
  add(capture: Capture, circumstances: Circumstances, at: Date): void;
  /** True if the row has no room for another account. */
  isFull(): boolean;
  isEmpty(): boolean;
  /**
   * Everything counted so far as one capture, dated by the last occurrence; counting then restarts.
   *
   * @param isRunning more of the same may follow
   */
  take(isRunning: boolean): Counted | null;
}

export interface CountDependencies {
  /** The identity that was typed, if it may be kept. */
  emailOf(capture: Capture): string | null;
  /** The address as far as it may be kept. */
  showAddress(ip: string): string | null;
  /** Bytes of JSON that the accounts of one row may take. */
  maxBytes: number;
}

/** @param holdsAccounts whether this count combines failures of different accounts */
export function createThrottleCount(
  deps: CountDependencies,
  holdsAccounts: boolean
): ThrottleCount {
  let count = 0;
  let first = new Date(0);
  let last: (Counted & { at: Date }) | null = null;
  let resource: Partial<Resource> = {};
  let routes = new Map<string, number>();
  let reasons = new Set<string>();
  const accounts = createFoldedAccounts(deps.maxBytes);

  return {
    add(capture, circumstances, at) {
      if (!last) first = at;
      resource = last ? commonOf(resource, capture.resource ?? {}) : (capture.resource ?? {});
      count += 1;
      last = { capture: short(capture), circumstances: short(circumstances), at };
      const route = handlerOf(capture);
      if (route !== null && (routes.has(route) || routes.size < MAX_ROUTES)) {
        routes.set(route, (routes.get(route) ?? 0) + 1);
      }
      if (reasons.size < MAX_REASONS) reasons.add(cut(capture.reason ?? ''));
      if (holdsAccounts) accounts.add(accountOf(capture, circumstances, deps));
    },

    isFull: () => accounts.isFull(),
    isEmpty: () => count === 0,

    take(isRunning) {
      if (!last) return null;
      const { capture, circumstances, at } = last;
      const folded: Folded = {
        first: first.toISOString(),
        last: at.toISOString(),
        running: isRunning,
        ...(routes.size > 1 && { routes: namedCounts(routes) }),
        ...(reasons.size > 1 && { reasons: [...reasons] }),
        ...(holdsAccounts && { accounts: accounts.take() }),
      };
      const isOne = count === 1 && !holdsAccounts;
      const counted: Capture = {
        ...capture,
        count,
        resource,
        occurredAt: at,
        ...(holdsAccounts && { actor: { ...capture.actor, id: null, name: null, email: null } }),
        tags: tagsOf(capture, [...routes.keys()], isOne),
        payload: isOne ? capture.payload : { ...objectOf(capture.payload), folded },
      };
      count = 0;
      last = null;
      [routes, reasons] = [new Map(), new Set()];
      return { capture: counted, circumstances };
    },
  };
}

/** What a row reports about the occurrences that it represents. */
export interface Folded {
  first: string;
  last: string;
  /** The failures were still going on when the row was written: further rows continue the count. */
  running: boolean;
  routes?: { handler: string; count: number }[];
  reasons?: string[];
  /** If failures of many accounts share a row; each e-mail finds the event. */
  accounts?: FoldedAccount[];
}

const namedCounts = (routes: ReadonlyMap<string, number>) =>
  [...routes].map(([handler, count]) => ({ handler, count }));

/** Every route is searchable, as far as an event has room for tags. */
function tagsOf(capture: Capture, routes: readonly string[], isOne: boolean): string[] {
  const own = (capture.tags ?? []).filter((tag) => !tag.startsWith('handler:'));
  const all = [...own, ...(isOne ? [] : ['folded:true'])];
  return [...all, ...routes.map((route) => `handler:${route}`)];
}

/** The resource that both share; a row that represents both may state no more. */
function commonOf(one: Partial<Resource>, other: Partial<Resource>): Partial<Resource> {
  if ((one.type ?? null) !== (other.type ?? null)) return {};
  const entries = Object.entries(one).filter(
    ([name, value]) => (other[name as keyof Resource] ?? null) === value
  );
  return Object.fromEntries(entries);
}

const objectOf = (payload: unknown): object =>
  typeof payload === 'object' && payload !== null ? payload : {};

function handlerOf({ payload }: Capture): string | null {
  const { handler } = objectOf(payload) as { handler?: unknown };
  return typeof handler === 'string' ? cut(handler) : null;
}

/** Long headers must not fill the memory: columns hold 255 characters anyway. */
const MAX_LENGTH = 300;
const cut = (text: string): string => text.slice(0, MAX_LENGTH);

function short<Texts extends object>(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string'
      ? cut(value)
      : isPlain(value) && name !== 'payload'
        ? short(value)
        : value,
  ]);
  return Object.fromEntries(entries) as Texts;
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

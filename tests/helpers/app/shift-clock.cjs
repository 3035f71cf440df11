'use strict';

/*
 * Loaded before anything else by NODE_OPTIONS: sets this process's clock ahead by CLOCK_AHEAD_MS
 * milliseconds, as a host does whose clock is wrong.
 */
const ahead = Number(process.env.CLOCK_AHEAD_MS);
if (!Number.isFinite(ahead)) throw new Error('CLOCK_AHEAD_MS must be a number of milliseconds.');
const RealDate = Date;
// Kept, because libraries set `Date.now` anew.
const realNow = Date.now;
const now = () => realNow() + ahead;

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
});

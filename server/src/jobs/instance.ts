import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Unique to this process; shows an operator which one holds a lease. */
export const instanceId: string = `${hostname()}:${process.pid}:${randomUUID()}`;

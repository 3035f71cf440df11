import type { Capture } from '../../event';
import type { Scope } from '../scope';

/** What happened, and in whose scope: one transaction may hold the work of several. */
export interface Finding {
  capture: Capture;
  /** Undefined for code that no request, task or run called. */
  scope: Scope | undefined;
}

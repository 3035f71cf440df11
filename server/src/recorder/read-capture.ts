import type { Capture } from '../event';

/**
 * What the application's own code hands in, read once. A getter or a proxy that throws is met here
 * and nowhere later: rules, request scope and loss counter may then read a capture as they like.
 */
export function readCapture(given: Capture): Capture {
  try {
    const { action, resource, outcome, reason, actor, origin } = given;
    const { changes, payload, tags, occurredAt, count } = given;
    if (typeof action === 'string') {
      return {
        ...{ action, resource: { ...resource }, outcome, reason, actor: { ...actor }, origin },
        ...{ changes, payload, tags, occurredAt, count },
      };
    }
  } catch {
    // What cannot be read is recorded as undescribed.
  }
  return { action: actionOf(given), payload: UNDESCRIBED_EVENT };
}

/** Stands for an event of which only the action can be told. */
export const UNDESCRIBED_EVENT = '[undescribed: event]';

/** Reading a property may throw: the values come from anybody's code. */
export function actionOf(given: Capture): string {
  try {
    return typeof given.action === 'string' ? given.action : 'unknown';
  } catch {
    return 'unknown';
  }
}

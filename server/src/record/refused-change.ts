import { errors } from '@strapi/utils';

/** A deadlock on PostgreSQL and MySQL, and a conflict of serializable transactions. */
const YIELDED = new Set(['40P01', '40001', 'ER_LOCK_DEADLOCK']);

const WHAT = '[audit-trail] The change was refused because its audit event could not be written';
const FIXED_BY_RETRY = `${WHAT}: the database ended its transaction so that another could go on. Try again.`;
const FIXED_BY_REPAIR =
  `${WHAT}. Repair the table audit_trail_events, ` +
  "or set the plugin's `onFailure` to 'continue'.";
const FIXED_BY_LOG = `${WHAT}, and the database has undone it. The log of the application has the reason.`;

/**
 * One of Strapi's HTTP errors (503), so the response gives the reason instead of "Internal Server
 * Error". `cause` is the database's own error.
 *
 * @param isUndone the database itself lets nothing of the transaction commit, whatever the options say
 */
export function refusedChange(cause: unknown, { isUndone = false } = {}): Error {
  const code = (cause as { code?: string } | null)?.code ?? '';
  const message = YIELDED.has(code) ? FIXED_BY_RETRY : isUndone ? FIXED_BY_LOG : FIXED_BY_REPAIR;
  const properties = {
    name: 'ServiceUnavailableError',
    status: 503,
    statusCode: 503,
    expose: true,
  };
  const error = Object.assign(new Error(message, { cause }), properties);
  return Object.setPrototypeOf(error, errors.HttpError.prototype) as Error;
}

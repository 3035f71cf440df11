import { errors } from '@strapi/utils';

/** Everything that can be wrong with an HTTP request to the plugin. */
export type AuditTrailErrorCode =
  | 'parameter-invalid'
  | 'page-too-deep'
  | 'too-slow'
  | 'not-indexed'
  | 'event-unknown'
  | 'view-unknown';

/** An error whose message may be shown to the caller. `parameter` is what they have to fix. */
export class AuditTrailError extends Error {
  override readonly name = 'AuditTrailError';

  constructor(
    readonly code: AuditTrailErrorCode,
    message: string,
    readonly parameter: string,
    options?: ErrorOptions
  ) {
    super(message, options);
  }
}

/** The parameter's name begins the message: `page must be …`. */
export const invalidParameter = (parameter: string, rest: string) =>
  new AuditTrailError('parameter-invalid', `${parameter} ${rest}`, parameter);

export const unknownEvent = (id: string) =>
  new AuditTrailError(
    'event-unknown',
    `id ${id} is no event in the log; it may have been removed when its retention ended.`,
    'id'
  );

/** The search would take longer than an answer may, whatever it finds. */
export const tooSlow = (cause?: unknown) =>
  new AuditTrailError(
    'too-slow',
    'This search takes too long. Narrow it: add a range of time, such as after:7d, or an action, a type ' +
      'or a user.',
    'q',
    { cause }
  );

/** Searches wait for the index; lists without filters do not need it. */
export const notIndexed = (cursor: number, last: number) =>
  new AuditTrailError(
    'not-indexed',
    `The search index is being built: ${Math.floor((100 * cursor) / last)} % is done. Until then the log ` +
      'can be listed without search and filters, except by time.',
    'q'
  );

const { NotFoundError, ValidationError } = errors;

// Strapi turns the class into the status: 400 for ValidationError, 404 for NotFoundError.
const hostErrors = {
  'parameter-invalid': ValidationError,
  'page-too-deep': ValidationError,
  'event-unknown': NotFoundError,
  'view-unknown': NotFoundError,
} satisfies Record<
  Exclude<AuditTrailErrorCode, 'too-slow' | 'not-indexed'>,
  typeof ValidationError | typeof NotFoundError
>;

type Unavailable = AuditTrailError & { code: 'too-slow' | 'not-indexed' };

/** Whether the server cannot answer now. Strapi has no error for this: it answers 503. */
export const isUnavailable = (error: unknown): error is Unavailable =>
  error instanceof AuditTrailError && (error.code === 'too-slow' || error.code === 'not-indexed');

/**
 * Turns our errors into Strapi's, with `details: { code, parameter }`; anything else is returned as
 * is, and Strapi answers 500 without its message.
 */
export function toHostError(error: unknown): unknown {
  if (!(error instanceof AuditTrailError) || isUnavailable(error)) return error;
  const { message, parameter } = error;
  const code = error.code as keyof typeof hostErrors;
  return new hostErrors[code](message, { code, parameter });
}

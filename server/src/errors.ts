import { errors } from '@strapi/utils';

/** Everything that can be wrong with an HTTP request to the plugin. */
export type AuditTrailErrorCode =
  'parameter-invalid' | 'page-too-deep' | 'too-slow' | 'event-unknown' | 'view-unknown';

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

const { NotFoundError, ValidationError } = errors;

// Strapi turns the class into the status: 400 for ValidationError, 404 for NotFoundError.
const hostErrors = {
  'parameter-invalid': ValidationError,
  'page-too-deep': ValidationError,
  'event-unknown': NotFoundError,
  'view-unknown': NotFoundError,
} satisfies Record<
  Exclude<AuditTrailErrorCode, 'too-slow'>,
  typeof ValidationError | typeof NotFoundError
>;

/** Whether the server gave up. Strapi has no error for this: it answers 503. */
export const isTooSlow = (error: unknown): error is AuditTrailError =>
  error instanceof AuditTrailError && error.code === 'too-slow';

/**
 * Turns our errors into Strapi's, with `details: { code, parameter }`; anything else is returned as
 * is, and Strapi answers 500 without its message.
 */
export function toHostError(error: unknown): unknown {
  if (!(error instanceof AuditTrailError) || error.code === 'too-slow') return error;
  const { code, message, parameter } = error;
  return new hostErrors[code](message, { code, parameter });
}

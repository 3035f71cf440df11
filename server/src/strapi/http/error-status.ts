import { STATUS_CODES } from 'node:http';

/** Strapi's errors by the status that its HTTP layer would answer them with. */
const STATUS: Readonly<Record<string, number>> = {
  UnauthorizedError: 401,
  ForbiddenError: 403,
  PolicyError: 403,
  NotFoundError: 404,
  PayloadTooLargeError: 413,
  RateLimitError: 429,
  ValidationError: 400,
  YupValidationError: 400,
  PaginationError: 400,
  ApplicationError: 400,
  NotImplementedError: 501,
};

/**
 * The status that Strapi would answer an error from a controller or resolver with: the error's own,
 * or that of its name or of its nearest known superclass. Null for a bug in the program.
 */
export function statusOfErrorName(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null;
  const { status, statusCode, name } = error as Record<string, unknown>;
  const own = status ?? statusCode;
  if (typeof own === 'number' && own >= 400 && own in STATUS_CODES) return own;
  return [name, ...classNamesOf(error)].map(statusNamed).find((known) => known !== null) ?? null;
}

const statusNamed = (name: unknown): number | null =>
  typeof name === 'string' && Object.hasOwn(STATUS, name) ? (STATUS[name] ?? null) : null;

function classNamesOf(error: object): string[] {
  const prototype = Object.getPrototypeOf(error) as object | null;
  if (prototype === null) return [];
  return [prototype.constructor?.name ?? '', ...classNamesOf(prototype)];
}

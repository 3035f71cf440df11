import { STATUS_CODES } from 'node:http';
import { keepName } from '../kept-names';
import { isConstantMessage } from './constants';
import { ruleOf } from './rules';

/** The safe properties of an error: none of them quotes the request. */
export interface ErrorDetails {
  /** The class of the error, or its GraphQL code. */
  name: string | null;
  status: number | null;
  /** The message, if it is one of Strapi's constants. */
  message: string | null;
  /** The rule behind the message. */
  rule: string | null;
  errors: ReadonlyArray<{ path: string; rule: string | null }>;
}

const NAME = /^(?:[A-Z][A-Za-z0-9]{0,58}(?:Error|Exception)|[A-Z][A-Z_]{2,63})$/;
const MAX_ERRORS = 10;
const MAX_PATH = 12;

const isStatus = (value: unknown): value is number =>
  typeof value === 'number' && value in STATUS_CODES;

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** Reads a thrown error, or an error in a response: REST, or one of GraphQL's. */
export function readError(error: unknown): ErrorDetails {
  const given = fieldsOf(error);
  const extensions = fieldsOf(given.extensions);
  // Strapi's GraphQL wraps what was thrown.
  const inner = fieldsOf(extensions.error);
  const name = [inner.name, extensions.code, given.name].find(
    (one) => typeof one === 'string' && NAME.test(one)
  );
  const message = [given.message, inner.message].find(isConstantMessage);
  return {
    name: (name as string | undefined) ?? null,
    status: isStatus(given.status) ? given.status : null,
    message: message ?? null,
    rule: message === undefined ? ruleOf(given.message) : null,
    errors: readDetails(given.details ?? inner.details),
  };
}

/** Strapi's `details.errors` of a validation: where it failed, and by which rule. */
function readDetails(details: unknown): ErrorDetails['errors'] {
  const { errors } = fieldsOf(details);
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, MAX_ERRORS).map((one) => {
    const { path, message } = fieldsOf(one);
    return { path: readPath(path), rule: ruleOf(message) };
  });
}

/** `['data', 'links', 0, 'label']` as `data.links.0.label`. */
export function readPath(path: unknown): string {
  const parts: unknown[] = Array.isArray(path) ? path : typeof path === 'string' ? [path] : [];
  return parts
    .slice(0, MAX_PATH)
    .flatMap((part) => String(part).slice(0, 255).split('.'))
    .map(keepName)
    .join('.');
}

/**
 * An error in a few words: Strapi's own message if it is a constant, else the error's name with the
 * paths and rules that failed, else its name and status.
 */
export function describeError(error: unknown, status: number): string {
  const { name, message, rule, errors } = readError(error);
  const failed = errors
    .filter(({ path }) => path !== '')
    .map((one) => (one.rule ? `${one.path} (${one.rule})` : one.path));
  if (message !== null && !(isVague(message) && failed.length > 0)) return message;
  if (failed.length > 0) return `${name ?? 'Error'}: ${failed.join(', ')}`;
  if (name === null) return `HTTP ${status}`;
  return rule ? `${name} (${rule})` : `${name} (HTTP ${status})`;
}

/** Constant, and without the cause. */
const isVague = (message: string): boolean => VAGUE.has(message);
const VAGUE = new Set([
  ...['ValidationError', 'Password validation failed.', 'An application error occurred'],
]);

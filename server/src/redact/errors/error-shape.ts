import type { Json } from '../../contracts';
import { hiddenKind } from '../markers';
import type { Shape } from '../shape';
import { isConstantMessage } from './constants';
import { readError, readPath } from './describe-error';

const MAX_ERRORS = 20;

/** Reads `error` and `errors` of a response: names, paths, rules and constant messages are kept. */
export const errorShape: Shape & { whole(value: unknown): Json } = {
  property: () => errorShape,
  text: () => hiddenKind('text'),
  whole,
};

function whole(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return isConstantMessage(value) ? value : hiddenKind('text');
  if (typeof value !== 'object') return hiddenKind(typeof value);
  return Array.isArray(value) ? value.slice(0, MAX_ERRORS).map(one) : one(value);
}

function one(error: unknown): Json {
  if (typeof error !== 'object' || error === null) return whole(error);
  const { name, status, message, rule, errors } = readError(error);
  const { path } = error as { path?: unknown };
  return {
    ...(status !== null && { status }),
    ...(name !== null && { name }),
    ...(message !== null && { message }),
    ...(rule !== null && { rule }),
    ...(path !== undefined && { path: readPath(path) }),
    ...(errors.length > 0 && {
      details: { errors: errors.map((each) => ({ path: each.path, rule: each.rule })) },
    }),
  };
}

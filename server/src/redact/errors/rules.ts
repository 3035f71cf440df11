/**
 * The rule behind a validation message, in the words of Yup's own rules. Only the rule's name is
 * kept: the message may quote what was sent ("but the final value was: …").
 */
const RULES: ReadonlyArray<readonly [RegExp, string]> = [
  [/must be a `[^`]*` type/, 'type'],
  [/is a required field|is required\b|must be defined|is missing/, 'required'],
  [/cannot be null/, 'notNull'],
  [/cannot be empty/, 'notEmpty'],
  [/must be unique|already (?:taken|exists|being used)|duplicate/i, 'unique'],
  [/must be a valid email|must be an email/, 'email'],
  [/must be a valid URL|valid link/i, 'url'],
  [/must be a valid UUID/, 'uuid'],
  [/unspecified keys|Invalid key/, 'unknown key'],
  [/must match the following|must contain at least one|does not match/, 'matches'],
  [/must not be one of the following/, 'notOneOf'],
  [/must be one of the following|must be one of/, 'oneOf'],
  [/must be less than \d+ bytes/, 'max'],
  [/must be at least|must have at least|greater than|must be later than/, 'min'],
  [/must be at most|must have at most|less than|less than or equal to|at most/, 'max'],
  [/must be exactly|must have \d+ items/, 'length'],
  [/must be an integer|valid integer/, 'integer'],
  [/must be a (?:positive|negative) number/, 'sign'],
  [/is not a valid JSON/, 'json'],
  [/format/i, 'format'],
  [/relation/i, 'relation'],
  [/^Invalid (?:parameter|param)\b/, 'parameter'],
  [/not found|does ?n[o']t exist/i, 'exists'],
];

/** The longest part of a message that is examined; the rule is at its beginning. */
const MAX_LENGTH = 1024;

export function ruleOf(message: unknown): string | null {
  if (typeof message !== 'string') return null;
  const beginning = message.slice(0, MAX_LENGTH);
  return RULES.find(([pattern]) => pattern.test(beginning))?.[1] ?? null;
}

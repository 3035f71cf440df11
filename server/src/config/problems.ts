import { inspect } from 'node:util';
import { distance } from 'fastest-levenshtein';
import type { z } from '@strapi/utils';
import { options, type Option } from './options';

type Issue = z.core.$ZodIssue;

const plain = (path: string) => path.replaceAll('.', '').toLowerCase();

const closestOption = (path: string): Option | undefined => {
  const tries = options.map((option) => ({
    option,
    // A key may be misspelt in its group, or written without its group.
    steps: Math.min(
      distance(plain(path), plain(option.path)),
      distance(plain(path), plain(option.path.split('.').at(-1)!))
    ),
  }));
  const best = tries.reduce((a, b) => (b.steps < a.steps ? b : a));
  return best.steps <= Math.max(2, path.length / 4) ? best.option : undefined;
};

/** A pattern of actions as a key, with its dots, would look like options within options. */
const isPlain = (key: string): boolean => /^[\w-]+$/.test(key);

const written = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number'
        ? `${text}[${part}]`
        : text
          ? `${text}${isPlain(String(part)) ? `.${String(part)}` : `[${JSON.stringify(part)}]`}`
          : String(part),
    ''
  );

const shown = (value: unknown): string => {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : inspect(value, { depth: 1, breakLength: Infinity });
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part],
    input
  );

const unknownKey = (path: string): string => {
  const option = closestOption(path);
  return option
    ? `${path} is not an option. Did you mean ${option.path}?`
    : `${path} is not an option. The options are ${options.map((o) => o.path).join(', ')}.`;
};

/**
 * Environment variables are text: the commonest reason for a number or a flag of the wrong type.
 */
const quoted = (fallback: unknown, value: unknown): string => {
  if (typeof value !== 'string') return '';
  if (typeof fallback === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) {
    return ' Write the number without quotes, or read it with env.int().';
  }
  if (typeof fallback === 'boolean' && /^(true|false)$/i.test(value)) {
    return ' Write it without quotes, or read it with env.bool().';
  }
  return '';
};

/** The result of a custom check of the value. */
const reasonOf = (issue: Issue): string =>
  issue.code === 'custom' && typeof issue.params?.reason === 'string'
    ? ` ${issue.params.reason}`
    : '';

const wrongKey = ({ path }: Issue): string =>
  `${written(path.slice(0, -1))} has the key ${JSON.stringify(path.at(-1))}, which is no pattern of ` +
  'actions. Write letters, digits, ".", "_", "-" and "*", such as "admin.auth.*".';

const wrongValue = (issue: Issue, input: unknown): string => {
  const path = written(issue.path);
  const value = valueAt(input, issue.path);
  const option = options.find(
    (o) => path === o.path || path.startsWith(`${o.path}[`) || path.startsWith(`${o.path}.`)
  );
  if (!option) {
    const name = path || 'The configuration';
    return `${name} must be an object of options, got ${shown(value)}. Left out, every default holds.`;
  }
  const expects = path === option.path ? option.expects : option.expectsEach;
  return (
    `${path} must be ${expects}, got ${shown(value)}.` +
    quoted(option.fallback, value) +
    reasonOf(issue) +
    ` Left out, ${option.path} is ${shown(option.fallback)}.`
  );
};

/** Every problem as one message that names the option, the actual value and the fix. */
export function describeProblems(issues: readonly Issue[], input: unknown): string[] {
  const messages = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey(written([...issue.path, key])))
      : [issue.code === 'invalid_key' ? wrongKey(issue) : wrongValue(issue, input)]
  );
  return [...new Set(messages)];
}

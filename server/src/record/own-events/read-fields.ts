import { nearest } from '../../contracts';

/** What is wrong with a value; `at` is the path to the part, with its dot or bracket. */
export interface Problem {
  at?: string;
  problem: string;
}

/** How to read each field of an object; fields that are missing or null are skipped. */
export type Readers<Fields> = {
  [Name in keyof Fields]-?: (value: unknown) => NonNullable<Fields[Name]> | Problem | unknown;
};

export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'problem' in value;

/**
 * Reads an object from the application's own code field by field, each once.
 *
 * @returns the readable fields, and for each other one its name and what it must be
 * @throws what a getter or a proxy throws
 */
export function readFields<Fields extends object>(
  given: unknown,
  readers: Readers<Fields>
): { fields: Partial<Fields>; problems: string[] } {
  if (typeof given !== 'object' || given === null) {
    return { fields: {}, problems: ['the event must be an object'] };
  }
  const names = Object.keys(readers);
  const fields: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const name of names) {
    const value = (given as Record<string, unknown>)[name];
    if (value === undefined || value === null) continue;
    const read = readers[name as keyof Fields](value);
    // A payload may itself have a key of that name.
    if (read !== value && isProblem(read)) problems.push(`${name}${read.at ?? ''} ${read.problem}`);
    else fields[name] = read;
  }
  for (const key of Object.keys(given).filter((one) => !names.includes(one))) {
    const meant = nearest(key, names);
    problems.push(
      `${key} is no field of an event${meant === null ? '' : `: did you mean ${meant}?`}`
    );
  }
  return { fields: fields as Partial<Fields>, problems };
}

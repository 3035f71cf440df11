import { Cron } from 'croner';

// The options Strapi's cron gives the parser, so both read an expression the same way.
const parse = (expression: string) => new Cron(expression, { paused: true, sloppyRanges: true });

/**
 * What is wrong with a cron expression, or null if it is valid. The parser is the one behind
 * `strapi.cron`, with the options Strapi gives it, so both accept the same expressions.
 */
export function scheduleProblem(expression: string): string | null {
  try {
    const job = parse(expression);
    if (job.getPattern() === undefined) return 'is a date, not a schedule';
    return job.nextRun() === null ? 'never comes round' : null;
  } catch {
    return 'is not a cron expression';
  }
}

/** When a valid expression next fires, in the server's time zone. */
export const nextRun = (expression: string, from?: Date): Date | null =>
  parse(expression).nextRun(from);

import type { Core } from '@strapi/types';

/**
 * Runs a check after every `register()` and before Strapi asks the database for anything, so that a
 * start which it refuses leaves no table behind. Call it in `register()`.
 *
 * @returns what the check resolved with; throws before it ran
 */
export function beforeTables<Result>(
  { db }: Pick<Core.Strapi, 'db'>,
  check: () => Promise<Result>
): () => Result {
  const { init } = db;
  let outcome: { result: Result } | null = null;

  db.init = async function checkThenInit(options) {
    outcome = { result: await check() };
    return init.call(this, options);
  };
  return () => {
    if (!outcome) throw new Error('[audit-trail] Strapi did not start its database by db.init().');
    return outcome.result;
  };
}

import type { Core } from '@strapi/types';

/**
 * Runs a check after every `register()` and before Strapi's first database query, so a start that
 * it refuses leaves no table behind. Call it in `register()`.
 *
 * @returns a function for the check's result; it throws before the check has run
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

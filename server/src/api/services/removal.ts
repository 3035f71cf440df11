import { runCommand } from '../../upkeep/removal';

/**
 * What `npx strapi-plugin-audit-trail` runs, before there is a Strapi: not a service of a running
 * one.
 */
export const createRemovalService = () => ({
  /**
   * Resets or drops the log of the application in the current folder, as the arguments request.
   * @returns the exit code; never rejects
   */
  run: (words: readonly string[]): Promise<number> =>
    runCommand(words, {
      folder: process.cwd(),
      input: process.stdin,
      output: process.stdout,
      errors: process.stderr,
    }),
});

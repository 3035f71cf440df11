/** The message of whatever was thrown: upload providers also throw what is no error. */
export const reasonOf = (thrown: unknown): string =>
  (thrown as Partial<Error> | null)?.message ?? String(thrown);

/** The message of a thrown value: upload providers also throw values that are not errors. */
export const reasonOf = (thrown: unknown): string =>
  (thrown as Partial<Error> | null)?.message ?? String(thrown);

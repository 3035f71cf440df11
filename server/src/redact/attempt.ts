/** A failing part is replaced, never let through: redaction that fails means more redaction. */
export function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** @throws if it is no date */
export function validDate(date: Date): Date {
  return Number.isNaN(date.getTime()) ? new Date() : date;
}

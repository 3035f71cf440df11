/** A time as file names have it, to the second: colons are not allowed in every file system. */
export const fileTime = (at: Date): string =>
  `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;

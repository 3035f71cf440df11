/** A time for file names, to the second; not every file system allows colons. */
export const fileTime = (at: Date): string =>
  `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;

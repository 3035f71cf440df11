const LARGE = 65_536;
const SMALL = LARGE / 4;
/** Milliseconds: below this, noise is most of what is measured. */
const NOISE = 60;

const cpuOf = (read: (text: string) => unknown, text: string): number => {
  const start = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
};

/**
 * How many times the processor time of a text takes one of four times its length: 4 if reading is
 * linear, 16 if it is quadratic. 4, too, where both take next to nothing.
 */
export function growthOf(read: (text: string) => unknown, part: string): number {
  const textOf = (length: number) => part.repeat(Math.ceil(length / part.length));
  const least = (length: number) =>
    Math.min(...Array.from({ length: 3 }, () => cpuOf(read, textOf(length))));
  const large = least(LARGE);
  return large < NOISE ? 4 : large / least(SMALL);
}

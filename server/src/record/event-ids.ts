import { randomFillSync } from 'node:crypto';
import { V7Generator } from 'uuidv7';

/** As many random numbers as are fetched together: asking the system for each event would show. */
const TOGETHER = 512;

const HYPHEN = 45;
const numbers = new Uint32Array(TOGETHER);
let used = TOGETHER;

const generator = new V7Generator({
  nextUint32() {
    if (used >= TOGETHER) {
      randomFillSync(numbers);
      used = 0;
    }
    const number = numbers[used]!;
    used += 1;
    return number;
  },
});

const DIGITS = Buffer.from('0123456789abcdef');
/** The bytes of a UUID before which a hyphen is written. */
const AFTER_HYPHEN = new Set([4, 6, 8, 10]);
const text = Buffer.alloc(36);

/** The id of a new event: a UUIDv7, greater than those made before it. */
export function newEventId(): string {
  const { bytes } = generator.generate();
  // Appending digit by digit would leave a kilobyte of garbage for each event.
  let at = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if (AFTER_HYPHEN.has(index)) text[at++] = HYPHEN;
    const byte = bytes[index]!;
    text[at++] = DIGITS[byte >> 4]!;
    text[at++] = DIGITS[byte & 15]!;
  }
  return text.toString('latin1');
}

import { randomFillSync } from 'node:crypto';
import { V7Generator } from 'uuidv7';

/** As many random numbers as are fetched together: asking the system for each event would show. */
const TOGETHER = 512;

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

/** The id of a new event: a UUIDv7, greater than those made before it. */
export const newEventId = (): string => generator.generate().toString();

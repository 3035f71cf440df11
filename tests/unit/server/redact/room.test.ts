import fc from 'fast-check';
import { createChangeRedactor } from '../../../../server/src/redact/changes';
import { fitEvent } from '../../../../server/src/redact/fit-event';
import type { Shape } from '../../../../server/src/redact/shape';

const asIs: Shape = { property: () => asIs, text: (text) => text };
const redactChange = createChangeRedactor({ shapeAtPath: () => asIs, scrubShort: (text) => text });

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300, size: 'max' }),
  fc.string({ unit: fc.constantFrom('\u0007', '\ud800'), maxLength: 300, size: 'max' })
);
const value = fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null), fc.array(text));
const changes = fc.array(
  fc.record(
    { path: text, label: text, before: value, after: value, secret: fc.boolean() },
    { requiredKeys: ['path', 'label'] }
  )
);

describe('the changes of an event', () => {
  it('are measured if they are larger than the room that is certain', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const scrubbed = given.map((one) => redactChange({ ...one, kind: 'relation' }, null));
        const fitIn = (least: number) => {
          const exactly = jest.fn(() => 1_000_000);
          return { ...fitEvent(scrubbed, null, { least, exactly }), exactly };
        };
        const bytes = Buffer.byteLength(JSON.stringify(fitIn(0).changes));
        expect(fitIn(bytes - 1).exactly).toHaveBeenCalled();
      })
    );
  });
});

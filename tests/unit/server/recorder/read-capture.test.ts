import type { Capture } from '../../../../server/src/event';
import { readCapture } from '../../../../server/src/recorder/read-capture';

const throwing = () => {
  throw new Error('never');
};
const UNDESCRIBED = '[undescribed: event]';

describe('what code hands in', () => {
  it('is kept as far as an event has room for it', () => {
    const capture: Capture = {
      ...{ action: 'order.refund', outcome: 'failure', reason: 'why', tags: ['a:b'], count: 2 },
      ...{ actor: { id: '1' }, resource: { type: 'order' }, payload: { total: 1 } },
    };
    expect(readCapture({ ...capture, other: 1 } as Capture)).toEqual(capture);
  });

  it('may keep its facts behind getters', () => {
    class Refund {
      get action() {
        return 'order.refund';
      }
    }
    expect(readCapture(new Refund())).toMatchObject({ action: 'order.refund' });
  });

  it.each<[string, unknown, string]>([
    ['an action that throws', Object.defineProperty({}, 'action', { get: throwing }), 'unknown'],
    [
      'a reason that throws',
      Object.defineProperty({ action: 'x.y' }, 'reason', { get: throwing }),
      'x.y',
    ],
    [
      'a resource that throws',
      { action: 'x.y', resource: new Proxy({}, { ownKeys: throwing }) },
      'x.y',
    ],
    ['a proxy that throws', new Proxy({}, { get: throwing, ownKeys: throwing }), 'unknown'],
    ['nothing', null, 'unknown'],
    ['an action that is no text', { action: Symbol('x') }, 'unknown'],
  ])('is undescribed where it is or has %s', (_what, given, action) => {
    expect(readCapture(given as Capture)).toEqual({ action, payload: UNDESCRIBED });
  });
});

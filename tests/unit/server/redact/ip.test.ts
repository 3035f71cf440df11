import { showIp } from '../../../../server/src/redact';
import { eventWith, redactorWith } from './fixtures';

describe('an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0'],
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::'],
    ['2001:0db8:0001:0000::1', '2001:db8:1::'],
    ['2001:db8::1', '2001:db8::'],
    ['::1', '::'],
    ['fe80::1%eth0', 'fe80::'],
    ['1::', '1::'],
  ])('%s is truncated to its network %s', (ip, network) => {
    expect(showIp(ip, 'truncated')).toBe(network);
  });

  it.each(['unknown', '', '1.2.3', '1.2.3.4, 5.6.7.8', ':::', '2001:db8'])(
    'that is none (%j) is not kept where addresses are truncated',
    (ip) => {
      expect(showIp(ip, 'truncated')).toBeNull();
    }
  );

  it('is kept whole, truncated or not at all in events, as configured', () => {
    const request = { ...eventWith({}).request, ip: '203.0.113.77' };
    const kept = (ip: 'full' | 'truncated' | 'none') =>
      redactorWith({ ip }).event(eventWith({ request })).request.ip;
    expect([kept('full'), kept('truncated'), kept('none')]).toEqual([
      '203.0.113.77',
      '203.0.113.0',
      null,
    ]);
  });
});

import {
  addressKey,
  addressRange,
  parseTime,
  resolveTime,
  searchableBeginnings,
  wordsOf,
} from '../../../../../server/src/contracts';

describe('addressKey', () => {
  it.each([
    ['10.0.0.1', '00000000000000000000ffff0a000001'],
    ['::ffff:10.0.0.1', '00000000000000000000ffff0a000001'],
    ['::1', '00000000000000000000000000000001'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
    ['2001:DB8::', '20010db8000000000000000000000000'],
    ['010.1', null],
    ['0x7f000001', null],
    ['host', null],
    [null, null],
  ])('of %s is %s', (text, key) => expect(addressKey(text)).toBe(key));
});

describe('addressRange', () => {
  const holds = (network: string, ip: string) => {
    const range = addressRange(network)!;
    const key = addressKey(ip)!;
    return range.from <= key && key <= range.to;
  };

  it.each([
    ['10.0.0.0/8', '10.255.255.255', '11.0.0.0'],
    ['10.1.2.3/8', '10.0.0.0', '9.255.255.255'],
    ['192.168.1.128/25', '192.168.1.255', '192.168.1.127'],
    ['10.0.0.5', '10.0.0.5', '10.0.0.6'],
    ['2001:db8::/33', '2001:db8:7fff::', '2001:db8:8000::'],
    ['0.0.0.0/0', '255.255.255.255', '::1'],
  ])('%s holds %s and not %s', (network, inside, outside) => {
    expect([holds(network, inside), holds(network, outside)]).toEqual([true, false]);
  });
});

describe('resolveTime', () => {
  const now = Date.parse('2026-03-29T12:00:00Z');
  const resolved = (text: string, zone: string) =>
    new Date(resolveTime(parseTime(text)!, now, zone)).toISOString();

  it.each([
    ['7d', 'UTC', '2026-03-22T12:00:00.000Z'],
    ['30m', 'UTC', '2026-03-29T11:30:00.000Z'],
    ['2w', 'Asia/Tokyo', '2026-03-15T12:00:00.000Z'],
    ['today', 'UTC', '2026-03-29T00:00:00.000Z'],
    ['today', 'Asia/Tokyo', '2026-03-28T15:00:00.000Z'],
    // The clocks change at 01:00Z of that day, and in Santiago at midnight in September.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    ['2026-01-31', 'America/New_York', '2026-01-31T05:00:00.000Z'],
    ['2026-01-31T09:00:00+09:00', 'UTC', '2026-01-31T00:00:00.000Z'],
  ])('of %s in %s is %s', (text, zone, instant) => expect(resolved(text, zone)).toBe(instant));
});

describe('words', () => {
  it('takes early years for what they are', () => {
    const read = (text: string) => new Date(resolveTime(parseTime(text)!, 0, 'UTC')).toISOString();
    for (const day of ['0001-01-01', '0050-03-07', '0099-12-31', '1899-12-31']) {
      expect(read(day)).toBe(`${day}T00:00:00.000Z`);
    }
  });

  it('are compared without case', () => {
    expect(wordsOf('Straße ΣΊΣΥΦΟΣ “Sale”!')).toEqual(['strasse', 'σίσυφοσ', 'sale”!']);
    for (const text of ['STRAẞE', 'Straße', 'STRASSE']) expect(wordsOf(text)).toEqual(['strasse']);
  });

  it('are found at every place where one begins', () => {
    expect(searchableBeginnings(['anna.berg@example.com'], 9)).toEqual([
      'anna.berg@example.com',
      'berg@example.com',
      'example.com',
    ]);
  });

  it('are kept once, and not if a longer one begins alike', () => {
    expect(searchableBeginnings(['Anna Berg', 'anna@example.com', null], 9)).toEqual([
      'berg',
      'anna@example.com',
      'example.com',
    ]);
  });

  it('are no more than asked for, and cut', () => {
    const beginnings = searchableBeginnings(['x'.repeat(150), 'b c d'].map(String), 2);
    expect(beginnings).toEqual(['x'.repeat(100), 'b']);
  });
});

import fc from 'fast-check';
import { addressKey, parseAddress } from '../../../../../server/src/contracts';

describe('an address', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['203.0.113.5:51234', '203.0.113.5'],
    [' 203.0.113.5:1 ', '203.0.113.5'],
    ['"203.0.113.5:51234"', '203.0.113.5'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['"[2001:db8::1]:443"', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]:443', 'fe80::1'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['[::ffff:203.0.113.5]:80', '203.0.113.5'],
    ['::1', '::1'],
  ])('%s is %s', (text, address) => {
    expect(parseAddress(text)).toBe(address);
  });

  it.each([
    ...[null, undefined, '', 'unknown', '_hidden', 'localhost', '203.0.113', '203.0.113.256'],
    ...['010.0.0.1', '0x7f000001', '203.0.113.5:', '203.0.113.5:123456', '203.0.113.5:http'],
    ...['[203.0.113.5', '[]', '[]:443', '2001:db8::g', '1.2.3.4, 5.6.7.8', "' OR 1=1 --"],
    ...['a'.repeat(10_000), '<script>'],
  ])('%s is none', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it('is found by itself, with or without its port', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 1, max: 65_535 }), (ip, port) => {
        expect(parseAddress(`${ip}:${port}`)).toBe(ip);
        expect(addressKey(parseAddress(`${ip}:${port}`))).toBe(addressKey(ip));
      })
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 1, max: 65_535 }), (ip, port) => {
        expect(addressKey(parseAddress(`[${ip}]:${port}`))).toBe(addressKey(ip));
      })
    );
  });

  it('is never anything that is not one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const address = parseAddress(text);
        expect(address === null || addressKey(address) !== null).toBe(true);
      })
    );
  });
});

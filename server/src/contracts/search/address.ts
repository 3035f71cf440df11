import ipaddr from 'ipaddr.js';

/** A range of addresses as keys; both ends inclusive. */
export interface AddressRange {
  from: string;
  to: string;
}

const BITS = 128;
const MAPPED_PREFIX = 96;

/** IPv4 addresses as IPv6 maps them, so one order holds for both. */
const toBytes = (address: ipaddr.IPv4 | ipaddr.IPv6): number[] =>
  (address instanceof ipaddr.IPv4 ? address.toIPv4MappedAddress() : address).toByteArray();

const toKey = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');

const withoutZone = (text: string): string => text.split('%')[0] ?? '';

// The library also accepts 010.1 and 0x7f000001, which people read in more than one way.
const parse = (text: string): ipaddr.IPv4 | ipaddr.IPv6 | null => {
  const plain = withoutZone(text);
  if (ipaddr.IPv4.isValidFourPartDecimal(plain)) return ipaddr.IPv4.parse(plain);
  return ipaddr.IPv6.isValid(plain) ? ipaddr.IPv6.parse(plain) : null;
};

/** With a port, as proxies write it: `203.0.113.5:51234`, `[2001:db8::1]:443`; also in quotes. */
const WITH_PORT = /^"?(?:\[([^\]]*)\]|([\d.]+))(?::\d{1,5})?"?$/;

/**
 * The address alone, in its one canonical form: no port, no brackets, no zone; an IPv4-mapped IPv6
 * address as IPv4. Null for anything else: callers may send any text as their address.
 */
export function parseAddress(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').trim().slice(0, 128);
  const [, bracketed, plain] = WITH_PORT.exec(trimmed) ?? [];
  const address = parse(bracketed ?? plain ?? trimmed);
  if (!address) return null;
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : address.toString();
}

/**
 * An address as 32 hexadecimal digits, which sort the addresses of a network together; null for
 * anything else.
 */
export function addressKey(text: string | null): string | null {
  const address = text === null ? null : parse(text);
  return address && toKey(toBytes(address));
}

/** The range of one address or of a network such as `10.0.0.0/8`; null for anything else. */
export function addressRange(text: string): AddressRange | null {
  const [network = '', length, ...rest] = text.split('/');
  const address = parse(network);
  if (!address || rest.length > 0) return null;
  if (length === undefined) return { from: toKey(toBytes(address)), to: toKey(toBytes(address)) };
  const isV4 = address instanceof ipaddr.IPv4;
  if (!/^\d{1,3}$/.test(length) || Number(length) > (isV4 ? 32 : BITS)) return null;
  const fixed = Number(length) + (isV4 ? MAPPED_PREFIX : 0);
  const masked = (fill: 0 | 255) =>
    toBytes(address).map((byte, index) => {
      const kept = Math.min(Math.max(fixed - index * 8, 0), 8);
      const mask = (0xff << (8 - kept)) & 0xff;
      return (byte & mask) | (fill & ~mask & 0xff);
    });
  return { from: toKey(masked(0)), to: toKey(masked(255)) };
}

import { isIPv4, isIPv6 } from 'node:net';

/** How much of an address is kept: all, the network it belongs to, or nothing. */
export const IP_PRIVACY = ['full', 'truncated', 'none'] as const;
export type IpPrivacy = (typeof IP_PRIVACY)[number];

/**
 * The address as far as it may be kept. Truncation removes the last 8 bits of an IPv4 address
 * (leaving a /24) and the last 80 of an IPv6 one (a /48); text that is no address is then not kept
 * at all.
 */
export function showIp(ip: string | null, privacy: IpPrivacy): string | null {
  if (ip === null || privacy === 'none') return null;
  return privacy === 'full' ? ip : truncate(ip);
}

function truncate(ip: string): string | null {
  const [address = ''] = ip.split('%');
  const mapped = address.toLowerCase().startsWith('::ffff:') ? address.slice(7) : address;
  if (isIPv4(mapped)) return mapped.replace(/\.\d+$/, '.0');
  if (!isIPv6(address)) return null;
  const network = groupsOf(address).slice(0, 3).join(':');
  // The URL parser writes addresses in their one canonical form.
  return new URL(`http://[${network}::]`).hostname.slice(1, -1);
}

/** The first groups of an IPv6 address; those that `::` leaves out are zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before;
  const after = tail === '' ? [] : tail.split(':');
  const length = 8 - before.length - after.length;
  return [...before, ...Array.from({ length: Math.max(length, 0) }, () => '0'), ...after];
}

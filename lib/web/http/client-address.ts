/**
 * The client's address, from `x-forwarded-for` as guard-server.ts has rewritten it: the socket's, or behind
 * TAGDESK_TRUSTED_PROXIES the last one that is no such proxy.
 */
import { type BlockList, isIP, isIPv6 } from 'node:net';

const header = 'x-forwarded-for';

/** Exported for its test. `forwarded`: as received, the nearest proxy's entry last. */
export function clientAddress(peer: string, forwarded: string, proxies: BlockList): string {
  const hops = forwarded.split(',').map((hop) => hop.trim());
  let address = plain(peer);
  while (isListed(proxies, address)) {
    const before = plain(hops.pop() ?? '');
    if (isIP(before) === 0) break;
    address = before;
  }
  return address;
}

/** '' if unknown. */
export function addressOf(headers: Headers): string {
  return headers.get(header) ?? '';
}

/** For counting attempts: an IPv6 customer has a whole /64. */
export function addressKey(headers: Headers): string {
  const address = addressOf(headers);
  if (!isIPv6(address)) return address || 'unknown';
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter((group) => group !== '');
  const right = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros: string[] =
    tail === undefined ? [] : Array(Math.max(0, 8 - left.length - right.length)).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

/** ::ffff:192.0.2.1 is an IPv4 client. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/** `peer`: as a socket names it. */
export function isListed(list: BlockList, peer: string): boolean {
  const address = plain(peer);
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

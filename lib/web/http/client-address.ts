/**
 * The address that a request came from. Next hands on whatever `x-forwarded-for` a client sends, so the header is
 * made trustworthy first (web/http/guard-server.ts): by the socket's own address, or, behind a proxy named in TAGDESK_TRUSTED_PROXIES
 * (addresses or ranges, separated by commas), by the last address in it that is not such a proxy.
 */
import { type BlockList, isIP, isIPv6 } from 'node:net';

const header = 'x-forwarded-for';

/** Exported for its test. `forwarded` is the header as received; the rightmost entry was added by the nearest proxy. */
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

/** The address as people write it; empty when nothing told it. */
export function addressOf(headers: Headers): string {
  return headers.get(header) ?? '';
}

/** The key under which attempts of an address are counted: a whole /64 of IPv6 belongs to one customer. */
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

/** An IPv4 client of an IPv6 socket shows as ::ffff:192.0.2.1. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/** Whether an address, as a socket names it, is in the list. */
export function isListed(list: BlockList, peer: string): boolean {
  const address = plain(peer);
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * The address that a request came from. Next hands on whatever `x-forwarded-for` a client sends, so the header is
 * made trustworthy first: by the socket's own address, or, behind a proxy named in TAGDESK_TRUSTED_PROXIES
 * (addresses or ranges, separated by commas), by the last address in it that is not such a proxy.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

const header = 'x-forwarded-for';

/** Rewrites the header of every request to this process's HTTP servers before anything else reads it. */
export function guardForwardedAddress(trustedProxies: string | undefined): void {
  const proxies = readProxies(trustedProxies ?? '');
  // Node publishes this synchronously, before the server sees the request.
  subscribe('http.server.request.start', (message) => {
    const { request } = startedRequest(message);
    request.headers[header] = clientAddress(
      request.socket.remoteAddress ?? '',
      String(request.headers[header] ?? ''),
      proxies,
    );
  });
}

/** Node documents this channel's message as `{ request, response, socket, server }`. */
function startedRequest(message: unknown): { request: IncomingMessage } {
  return message as { request: IncomingMessage };
}

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

/** Throws a plain Error that names the variable when an entry is neither an address nor a range. */
export function readProxies(text: string): BlockList {
  const list = new BlockList();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    const prefix = bits === undefined ? null : Number(bits);
    const most = family === 'ipv6' ? 128 : 32;
    if (isIP(address) === 0 || (prefix !== null && !(prefix >= 0 && prefix <= most))) {
      throw new Error(`TAGDESK_TRUSTED_PROXIES holds "${entry}", which is neither an address nor a range.`);
    }
    if (prefix === null) list.addAddress(address, family);
    else list.addSubnet(address, prefix, family);
  }
  return list;
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

function isListed(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** After the prefix that browsers enforce. */
const own = 'tagdesk.';
const host = `__Host-${own}`;
/** Until version 0.1; accepted for one more release. */
const former = `__Secure-${own}`;

/**
 * `cookie`: the header. Without `__Host-` other hosts under our domain could have set a cookie, so those are
 * dropped; the former name counts where the new one is absent.
 */
export function keepOwnCookies(cookie: string): string {
  const pairs = cookie.split(';').map((pair) => pair.trim());
  const present = new Set(pairs.map(nameOf));
  return pairs
    .flatMap((pair) => {
      if (pair.startsWith(own)) return [];
      if (!pair.startsWith(former)) return [pair];
      const renamed = `${host}${pair.slice(former.length)}`;
      return present.has(nameOf(renamed)) ? [] : [renamed];
    })
    .join('; ');
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0] ?? '';
}

/** Cookies of ours, as a browser that reaches us by https sends them. */

/** What names of ours begin with, behind the prefix that browsers enforce. */
const own = 'tagdesk.';
const host = `__Host-${own}`;
/** The prefix until version 0.1; a cookie of that time is taken for one more release. */
const former = `__Secure-${own}`;

/**
 * `cookie`: the header's text. Any host under our name could set a cookie without `__Host-`, so such ones of ours are
 * left out; one of the former name counts where there is none of the new.
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

/** Where to go after signing in: a path of this installation, never an address elsewhere. */
import type { Route } from 'next';

const home = '/users';
const base = 'http://tagdesk.invalid';

/**
 * `text` in its normal form, the fragment left out; `/users` for anything that a browser could read as another host.
 * The normal form is what is judged: `/.//host` is a path, and what it is shortened to, `//host`, is not.
 */
export function localPath(text: string): Route {
  const url = parseHere(text);
  const path = url && `${url.pathname}${url.search}`;
  // A path that came from this application's own links; one that no longer exists shows the page for that.
  return path && parseHere(path) ? (path as Route) : home;
}

/** The sign-in, and from there on to `next`; from where it leads anyway it is not said. */
export function signInPath(next: string): Route {
  const path = localPath(next);
  return path === home ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`;
}

function parseHere(text: string): URL | null {
  const url = text.startsWith('/') ? URL.parse(text, base) : null;
  return url?.origin === base ? url : null;
}

/** The page after sign-in: a path of this installation only. */
import type { Route } from 'next';

const home = '/';
const base = 'http://tagdesk.invalid';

/**
 * Normalised, without fragment; `/` for anything that a browser could read as another host. The normal
 * form is checked: `/.//host` is a path, its normal form `//host` is not.
 */
export function localPath(text: string): Route {
  const url = parseHere(text);
  const path = url && `${url.pathname}${url.search}`;
  // A path that no longer exists shows its own page.
  return path && parseHere(path) ? (path as Route) : home;
}

/** `next` is left out where it is the default. */
export function signInPath(next: string): Route {
  const path = localPath(next);
  return path === home ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`;
}

function parseHere(text: string): URL | null {
  const url = text.startsWith('/') ? URL.parse(text, base) : null;
  return url?.origin === base ? url : null;
}

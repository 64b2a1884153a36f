/** Where to go after signing in: a path of this installation, never an address elsewhere. */
import type { Route } from 'next';

const home = '/users';

/** Anything that a browser could read as another host becomes `/users`. */
export function localPath(text: string): Route {
  const base = 'http://tagdesk.invalid';
  const url = text.startsWith('/') ? URL.parse(text, base) : null;
  if (!url || url.origin !== base) return home;
  return pathOf(url);
}

/** A path that came from this application's own links; one that no longer exists shows the page for that. */
function pathOf(url: URL): Route {
  return `${url.pathname}${url.search}` as Route;
}

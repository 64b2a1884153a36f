import type { Route } from 'next';

export type NavigationPlace = 'users' | 'tags' | 'runs' | 'history' | 'providers' | 'members';

export interface NavigationItem {
  place: NavigationPlace;
  /** Test suites find links by “Users”, “Tags”, “Runs”, “History”, “Providers”, “Members”. */
  label: string;
  href: Route;
  /** “1 running”, “11 unknown”. `said`: for screen readers. */
  badge?: { text: string; tone: 'accent' | 'warn' | 'quiet'; said?: string | undefined } | undefined;
}

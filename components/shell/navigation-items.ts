import type { Route } from 'next';

/** The places of the product; each has its own picture. */
export type NavigationPlace = 'users' | 'tags' | 'runs' | 'history' | 'providers' | 'members';

export interface NavigationItem {
  place: NavigationPlace;
  /** “Users”, “Tags”, “Runs”, “History”, “Providers”, “Members”: outside suites find the link by this name. */
  label: string;
  href: Route;
  /** A short note at the end: “1 running”, “11 unknown”. `said` replaces it for screen readers. */
  badge?: { text: string; tone: 'accent' | 'warn' | 'quiet'; said?: string | undefined } | undefined;
}

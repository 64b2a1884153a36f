import type { Route } from 'next';
import type { ProofMarkKind } from '#components/tags/proof-mark.tsx';

export type NavigationPlace =
  | 'home'
  | 'users'
  | 'tags'
  | 'runs'
  | 'history'
  | 'drift'
  | 'identities'
  | 'providers'
  | 'members';

export interface NavigationItem {
  place: NavigationPlace;
  /** Test suites find links by “Home”, “Users”, “Tags”, “Runs”, “History”, “Differences”, “Identities”,
   * “Providers”, “Members”. */
  label: string;
  href: Route;
  /** Pressed after `g`. */
  letter: string;
  /** “1 running”, “11”. `mark`: before the text. `said`: for screen readers. */
  badge?:
    | { text: string; tone: 'accent' | 'warn' | 'quiet'; mark?: ProofMarkKind; said?: string | undefined }
    | undefined;
}

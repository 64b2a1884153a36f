import { forgetKept } from '#components/kept/kept-store.ts';
import { signOutAction } from '#lib/actions/session.ts';

/** What was kept in this tab is not for whoever signs in next. */
export function signOut(): void {
  forgetKept();
  void signOutAction();
}

'use client';

import { buttonClass } from '#components/ui/button.tsx';
import { signInPath } from '#lib/shared/local-path.ts';

/** To the sign-in and back to this very page. Only for what comes up while somebody works: the address is read when it is drawn. */
export function SignInLink() {
  const { pathname, search } = window.location;
  return (
    // Not a router link: what was read for the ended session must not stay in memory for the next one.
    <a href={signInPath(`${pathname}${search}`)} className={buttonClass({ size: 'small' })}>
      Sign in
    </a>
  );
}

'use client';

import { buttonClass } from '#components/ui/button.tsx';
import { signInPath } from '#lib/shared/local-path.ts';

/** Only for what appears while somebody works: reads the address when rendered. */
export function SignInLink() {
  const { pathname, search } = window.location;
  return (
    // Not a router link: data of the ended session must not stay in memory.
    <a href={signInPath(`${pathname}${search}`)} className={buttonClass({ size: 'small' })}>
      Sign in
    </a>
  );
}

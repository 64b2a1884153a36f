'use client';

import type { ReactNode } from 'react';
import { forgetKept } from '#components/kept/kept-store.ts';
import { signOutAction } from '#lib/actions/session.ts';

/** `next`: a path of this installation. `children`: the button. */
export function SignOutForm({ next, children }: { next: string; children: ReactNode }) {
  return (
    <form action={signOutAction} onSubmit={forgetKept} className="flex flex-col">
      <input type="hidden" name="next" value={next} />
      {children}
    </form>
  );
}

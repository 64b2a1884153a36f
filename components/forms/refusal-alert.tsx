'use client';

import { SignInLink } from '#components/auth/sign-in-link.tsx';
import { Alert } from '#components/ui/alert.tsx';
import type { Failure } from '#lib/shared/result.ts';

/** Why something was not done; `code` null where no answer came. */
export type Refusal = { message: string; code: Failure['code'] | null };

/** Says a refusal at once; who has no session any more is led to the sign-in and back here. */
export function RefusalAlert({ refusal, className }: { refusal: Refusal | null; className?: string }) {
  if (refusal === null) return null;
  const { message, code } = refusal;
  return (
    <Alert
      announce
      title={message}
      actions={code === 'unauthenticated' ? <SignInLink /> : undefined}
      className={className}
    />
  );
}

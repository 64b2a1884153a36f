'use client';

import { SignInLink } from '#components/auth/sign-in-link.tsx';
import { Alert } from '#components/ui/alert.tsx';
import type { Failure } from '#lib/shared/result.ts';

/** `code` null: no answer came. */
export type Refusal = { message: string; code: Failure['code'] | null };

/** An ended session leads to the sign-in and back here. */
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

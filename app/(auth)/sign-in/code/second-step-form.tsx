'use client';

import Link from 'next/link';
import { AuthForm } from '#components/auth/auth-form.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { secondStepAction } from '#lib/actions/session.ts';

/** Asks for a code after the right password. */
export function SecondStepForm({ email, next }: { email: string; next: string }) {
  return (
    <AuthForm
      title="Second step"
      intro={`Signing in as ${email}.`}
      go="Continue"
      action={secondStepAction}
      hidden={{ next }}
      after={
        <Link
          href="/sign-in"
          className="self-center rounded-mark text-12 font-medium text-fg-2 hover:text-fg"
        >
          Sign in as somebody else
        </Link>
      }
    >
      {({ fields }) => (
        <TextField
          label="Code"
          name="code"
          size="large"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          required
          autoFocus
          hint="Six figures from your authenticator app, or one of your recovery codes."
          error={fields.code}
        />
      )}
    </AuthForm>
  );
}

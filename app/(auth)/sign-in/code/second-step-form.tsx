'use client';

import { AuthForm } from '#components/auth/auth-form.tsx';
import { OtherWay } from '#components/auth/other-way.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { secondStepAction } from '#lib/actions/session.ts';
import { signInPath } from '#lib/shared/local-path.ts';

export function SecondStepForm({ email, next }: { email: string; next: string }) {
  return (
    <AuthForm
      title="Two-factor authentication"
      intro={`Signing in as ${email}.`}
      go="Continue"
      action={secondStepAction}
      hidden={{ next }}
      after={<OtherWay href={signInPath(next)}>Use another account</OtherWay>}
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

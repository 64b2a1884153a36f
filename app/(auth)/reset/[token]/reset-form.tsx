'use client';

import { AuthForm } from '#components/auth/auth-form.tsx';
import { NewPasswordField } from '#components/forms/person-fields.tsx';
import { resetPasswordAction } from '#lib/actions/session.ts';

export function ResetForm({ token }: { token: string }) {
  return (
    <AuthForm
      title="New password"
      intro="It ends every session that is open in your name."
      go="Set password"
      action={resetPasswordAction}
      hidden={{ token }}
      silence="Tagdesk did not answer, so it is not known whether the new password is set. Try to sign in with it; if that is refused, press Set password again."
    >
      {({ fields }) => (
        <NewPasswordField label="New password" name="password" required error={fields.password} />
      )}
    </AuthForm>
  );
}

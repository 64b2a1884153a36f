'use client';

import { AuthForm } from '#components/auth/auth-form.tsx';
import { EmailField, NameField, NewPasswordField } from '#components/forms/person-fields.tsx';
import { joinAction } from '#lib/actions/session.ts';

interface JoinFormProps {
  token: string;
  createdBy: string;
  role: string;
  /** From the admin; the invited person may correct both. */
  name: string;
  email: string;
}

export function JoinForm({ token, createdBy, role, name, email }: JoinFormProps) {
  return (
    <AuthForm
      title="Your invitation"
      intro={`${createdBy} invites you as ${role}. This works once.`}
      go="Join"
      action={joinAction}
      values={{ name, email }}
      hidden={{ token }}
      silence="Tagdesk did not answer, so it is not known whether you have joined. Try to sign in with this e-mail and password; if that is refused, press Join again."
    >
      {({ fields, values }) => (
        <>
          <NameField required defaultValue={values.name} error={fields.name} />
          <EmailField name="email" required defaultValue={values.email} error={fields.email} />
          <NewPasswordField name="password" required error={fields.password} />
        </>
      )}
    </AuthForm>
  );
}

'use client';

import { AuthForm } from '#components/auth/auth-form.tsx';
import { OtherWay } from '#components/auth/other-way.tsx';
import { EmailField } from '#components/forms/person-fields.tsx';
import { askForResetAction } from '#lib/actions/session.ts';

export function ForgottenForm() {
  return (
    <AuthForm
      title="Forgot your password?"
      intro="A link to a new one goes to the e-mail that you sign in with."
      go="Send a link"
      action={askForResetAction}
      silence="Tagdesk did not answer, so it is not known whether a link is on its way. Check your email, or try again."
      after={<OtherWay href="/sign-in">Back to sign in</OtherWay>}
    >
      {({ fields, values }) => (
        <EmailField name="email" required defaultValue={values.email} error={fields.email} />
      )}
    </AuthForm>
  );
}

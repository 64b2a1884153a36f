'use client';

import { AuthForm } from '#components/auth/auth-form.tsx';
import { EmailField, NameField, NewPasswordField } from '#components/forms/person-fields.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { setUpAction } from '#lib/actions/session.ts';

export function SetUpForm() {
  return (
    <AuthForm
      title="First admin"
      intro="Nobody can sign in yet. The code was printed where Tagdesk was started."
      go="Create admin"
      action={setUpAction}
      silence="Tagdesk did not answer, so it is not known whether the admin was made. Reload the page: it asks for a sign-in if so."
    >
      {({ fields, values }) => (
        <>
          <TextField
            label="One-time code"
            name="code"
            size="large"
            autoCapitalize="characters"
            spellCheck={false}
            required
            defaultValue={values.code}
            error={fields.code}
          />
          <NameField required defaultValue={values.name} error={fields.name} />
          <EmailField name="email" required defaultValue={values.email} error={fields.email} />
          <NewPasswordField name="password" required error={fields.password} />
        </>
      )}
    </AuthForm>
  );
}

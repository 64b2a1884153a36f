'use client';

import { useActionState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type SetUpState, setUpAction } from '#lib/actions/session.ts';

const empty: SetUpState = { message: null, fields: {}, values: { code: '', name: '', email: '' } };

/** Makes the first admin, for who can read the one-time code in the terminal. */
export function SetUpForm() {
  const [{ message, fields, values }, action, busy] = useActionState(setUpAction, empty);
  const elsewhere = message && Object.keys(fields).length === 0;
  return (
    <Card aria-labelledby="set-up-title" className="p-4">
      <form action={action} noValidate className="flex flex-col gap-3">
        <h1 id="set-up-title" className="text-16 font-semibold tracking-lead">
          First admin
        </h1>
        <p className="text-12 text-fg-2">
          Nobody can sign in yet. The code was printed where Tagdesk was started.
        </p>
        {elsewhere && <Alert announce title={message} />}
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
        <TextField
          label="Name"
          name="name"
          size="large"
          autoComplete="name"
          required
          defaultValue={values.name}
          error={fields.name}
        />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          size="large"
          autoComplete="username"
          required
          defaultValue={values.email}
          error={fields.email}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          size="large"
          autoComplete="new-password"
          required
          hint="At least 8 characters."
          error={fields.password}
        />
        <Button type="submit" look="primary" size="large" busy={busy}>
          Create admin
        </Button>
      </form>
    </Card>
  );
}

'use client';

import { useActionState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type JoinState, joinAction } from '#lib/actions/session.ts';

interface JoinFormProps {
  token: string;
  createdBy: string;
  role: string;
  /** As the admin wrote them; the invited person may correct both. */
  name: string;
  email: string;
}

/** Name, e-mail and password of the invited person, who is signed in by it. */
export function JoinForm({ token, createdBy, role, name, email }: JoinFormProps) {
  const empty: JoinState = { message: null, fields: {}, values: { name, email } };
  const [{ message, fields, values }, action, busy] = useActionState(joinAction, empty);
  const elsewhere = message && Object.keys(fields).length === 0;
  return (
    <Card aria-labelledby="join-title" className="p-4">
      <form action={action} noValidate className="flex flex-col gap-3">
        <h1 id="join-title" className="text-16 font-semibold tracking-lead">
          Join Tagdesk
        </h1>
        <p className="text-12 text-fg-2">
          {createdBy} invites you as {role}. This works once.
        </p>
        {elsewhere && <Alert announce title={message} />}
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
          autoCapitalize="none"
          spellCheck={false}
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
          hint="At least 8 characters; a few words that do not belong together are best."
          error={fields.password}
        />
        <input type="hidden" name="token" value={token} />
        <Button type="submit" look="primary" size="large" busy={busy}>
          Join
        </Button>
      </form>
    </Card>
  );
}

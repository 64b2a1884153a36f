'use client';

import { useActionState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { resetPasswordAction } from '#lib/actions/session.ts';

/** A new password for who was given the link; signs them in. */
export function ResetForm({ token }: { token: string }) {
  const [{ message, fields }, action, busy] = useActionState(resetPasswordAction, {
    message: null,
    fields: {},
  });
  const elsewhere = message && Object.keys(fields).length === 0;
  return (
    <Card aria-labelledby="reset-title" className="p-4">
      <form action={action} noValidate className="flex flex-col gap-3">
        <h1 id="reset-title" className="text-16 font-semibold tracking-lead">
          New password
        </h1>
        <p className="text-12 text-fg-2">It ends every session that is open in your name.</p>
        {elsewhere && <Alert announce title={message} />}
        <TextField
          label="New password"
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
          Set password
        </Button>
      </form>
    </Card>
  );
}

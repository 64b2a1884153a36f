'use client';

import { useActionState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { signInAction } from '#lib/actions/session.ts';

/** E-mail and password. A plain form with an action, so it works before the page's script has arrived. */
export function SignInForm({ next }: { next: string }) {
  const [state, action, busy] = useActionState(signInAction, { message: null, email: '' });
  return (
    <Card aria-labelledby="sign-in-title" className="p-4">
      <form action={action} className="flex flex-col gap-3">
        <h1 id="sign-in-title" className="text-16 font-semibold tracking-lead">
          Sign in
        </h1>
        {state.message && <Alert announce title={state.message} />}
        <TextField
          label="E-mail"
          name="email"
          type="email"
          size="large"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          defaultValue={state.email}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          size="large"
          autoComplete="current-password"
          required
        />
        <input type="hidden" name="next" value={next} />
        <Button type="submit" look="primary" size="large" busy={busy}>
          Sign in
        </Button>
      </form>
    </Card>
  );
}

'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { secondStepAction } from '#lib/actions/session.ts';

/** Asks for a code after the right password. A plain form, so it works before the page's script has arrived. */
export function SecondStepForm({ email, next }: { email: string; next: string }) {
  const [state, action, busy] = useActionState(secondStepAction, { message: null });
  return (
    <Card aria-labelledby="second-step-title" className="p-4">
      <form action={action} className="flex flex-col gap-3">
        <h1 id="second-step-title" className="text-16 font-semibold tracking-lead">
          Second step
        </h1>
        <p className="text-12 text-fg-2 wrap-anywhere">Signing in as {email}.</p>
        {state.message && <Alert announce title={state.message} />}
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
        />
        <input type="hidden" name="next" value={next} />
        <Button type="submit" look="primary" size="large" busy={busy}>
          Continue
        </Button>
        <Link
          href="/sign-in"
          className="self-center rounded-mark text-12 font-medium text-fg-2 hover:text-fg"
        >
          Sign in as somebody else
        </Link>
      </form>
    </Card>
  );
}

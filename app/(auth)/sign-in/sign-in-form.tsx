'use client';

import { useActionState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { signInAction } from '#lib/actions/session.ts';

interface SignInFormProps {
  next: string;
  /** Why single sign-on just sent somebody back. */
  refusal: string | null;
  /** How the single sign-on of this installation is called, where there is one. */
  otherWay: string | null;
}

/** E-mail and password. A plain form with an action, so it works before the page's script has arrived. */
export function SignInForm({ next, refusal, otherWay }: SignInFormProps) {
  const [state, action, busy] = useActionState(signInAction, { message: refusal, email: '' });
  return (
    <Card aria-labelledby="sign-in-title" className="p-4">
      <form action={action} className="flex flex-col gap-3">
        <h1 id="sign-in-title" className="text-16 font-semibold tracking-lead">
          Sign in
        </h1>
        {state.message && <Alert announce={state.message !== refusal} title={state.message} />}
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
      {otherWay !== null && (
        <div className="mt-3 flex flex-col border-t border-line pt-3">
          {/* Not a router link: it leaves for another site, and must not be asked for in advance. */}
          <a
            href={`/api/sign-in/oidc?next=${encodeURIComponent(next)}`}
            className={buttonClass({ size: 'large' })}
          >
            Sign in with {otherWay}
          </a>
        </div>
      )}
    </Card>
  );
}

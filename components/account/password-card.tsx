'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { changePasswordInput, type OwnAccount } from '#lib/account/schemas.ts';
import { changePassword } from '#lib/actions/account.ts';
import { useAccountAct } from './use-account-act.ts';

/** A new password against the old one; every other browser is signed out. */
export function PasswordCard({ account }: { account: OwnAccount }) {
  return (
    <Card aria-labelledby="password-title">
      <CardHead>
        <h2 id="password-title" className="font-semibold">
          Password
        </h2>
      </CardHead>
      <CardBody>
        {account.hasPassword ? (
          <PasswordForm email={account.email} />
        ) : (
          <p className="text-fg-2">
            You come by single sign-on and have no password here. An admin can make you a link to one.
          </p>
        )}
      </CardBody>
    </Card>
  );
}

function PasswordForm({ email }: { email: string }) {
  const { run, busy } = useAccountAct();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { register, handleSubmit, setError, reset, formState } = useForm({
    defaultValues: { current: '', password: '' },
    resolver: zodResolver(changePasswordInput),
  });
  const { errors } = formState;
  const submit = handleSubmit(async (values) => {
    setRefusal(null);
    const result = await run(
      () => changePassword(values),
      ({ ended }) => `Your password is changed. ${saidEnded(ended)}`,
    );
    if (result.ok) return reset();
    const { fields, message } = result.error;
    if (fields.current) setError('current', { message: fields.current }, { shouldFocus: true });
    else if (fields.password) setError('password', { message: fields.password }, { shouldFocus: true });
    else setRefusal(message);
  });
  return (
    <form onSubmit={submit} noValidate className="flex max-w-80 flex-col items-start gap-2.5">
      {refusal !== null && <Alert announce title={refusal} className="self-stretch" />}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label="Current password"
        type="password"
        size="large"
        autoComplete="current-password"
        fieldClassName="self-stretch"
        error={errors.current?.message}
        {...register('current')}
      />
      <TextField
        label="New password"
        type="password"
        size="large"
        autoComplete="new-password"
        fieldClassName="self-stretch"
        hint="At least 8 characters. All your other sessions end."
        error={errors.password?.message}
        {...register('password')}
      />
      <Button type="submit" size="large" busy={busy}>
        Change password
      </Button>
    </form>
  );
}

function saidEnded(ended: number): string {
  if (ended === 0) return 'No other session was open.';
  return ended === 1 ? 'One other session has ended.' : `${ended} other sessions have ended.`;
}

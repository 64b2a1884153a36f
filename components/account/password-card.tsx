'use client';

import { NewPasswordField, PasswordField } from '#components/forms/person-fields.tsx';
import { RefusalAlert } from '#components/forms/refusal-alert.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';
import { changePassword } from '#lib/actions/account.ts';
import { changePasswordInput, type OwnAccount } from '#lib/shared/account.ts';
import { silence, useAccountAction } from './use-account-action.ts';

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
  const { run } = useAccountAction();
  const { field, submit, refusal, busy } = useVerbForm({
    rules: changePasswordInput,
    start: { current: '', password: '' },
    send: (values) =>
      run(
        () => changePassword(values),
        ({ ended }) => `Your password is changed. ${formatEndedSessions(ended)}`,
      ),
    silence,
    clears: true,
  });
  return (
    <form
      onSubmit={submit}
      noValidate
      className="flex max-w-80 flex-col items-start gap-2.5 phone:max-w-none"
    >
      <RefusalAlert refusal={refusal} className="self-stretch" />
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField label="Current password" fieldClassName="self-stretch" {...field('current')} />
      <NewPasswordField
        label="New password"
        fieldClassName="self-stretch"
        hint="At least 8 characters. All your other sessions end."
        {...field('password')}
      />
      <Button type="submit" size="large" busy={busy}>
        Change password
      </Button>
    </form>
  );
}

function formatEndedSessions(ended: number): string {
  if (ended === 0) return 'No other session was open.';
  return ended === 1 ? 'One other session has ended.' : `${ended} other sessions have ended.`;
}

'use client';

import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { changeNameInput, type OwnAccount } from '#lib/account/schemas.ts';
import { changeName } from '#lib/actions/account.ts';
import { silence, useAccountAct } from './use-account-act.ts';

/** The name that others read beside what one did. */
export function NameCard({ account }: { account: OwnAccount }) {
  const { run } = useAccountAct();
  const { field, submit, refusal, busy } = useVerbForm({
    rules: changeNameInput,
    start: { name: account.name },
    act: (values) => run(() => changeName(values), `You are ${values.name.trim()} now.`),
    silence,
  });
  return (
    <Card aria-labelledby="name-title">
      <CardHead>
        <h2 id="name-title" className="font-semibold">
          Name
        </h2>
      </CardHead>
      <CardBody>
        {refusal !== null && <Alert announce title={refusal} />}
        <form onSubmit={submit} noValidate className="flex items-start gap-2">
          <TextField
            label="Name"
            hideLabel
            size="large"
            autoComplete="name"
            fieldClassName="max-w-80 flex-1"
            hint="Others read it beside what you did."
            {...field('name')}
          />
          <Button type="submit" size="large" busy={busy}>
            Save name
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}

'use client';

import { RefusalAlert } from '#components/forms/refusal-alert.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { KeptNote } from '#components/kept/kept-note.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { changeName } from '#lib/actions/account.ts';
import { changeNameInput, type OwnAccount } from '#lib/shared/account.ts';
import { silence, useAccountAction } from './use-account-action.ts';

export function NameCard({ account }: { account: OwnAccount }) {
  const { run } = useAccountAction();
  const { field, submit, refusal, busy, isBack, clear } = useVerbForm({
    rules: changeNameInput,
    start: { name: account.name },
    send: (values) => run(() => changeName(values), `You are ${values.name.trim()} now.`),
    silence,
    keeps: { name: 'account/name', fields: ['name'] },
  });
  return (
    <Card aria-labelledby="name-title">
      <CardHead>
        <h2 id="name-title" className="font-semibold">
          Name
        </h2>
      </CardHead>
      <CardBody>
        <RefusalAlert refusal={refusal} />
        <KeptNote shown={isBack} onClear={clear} />
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

'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { changeNameInput, type OwnAccount } from '#lib/account/schemas.ts';
import { changeName } from '#lib/actions/account.ts';
import { useAccountAct } from './use-account-act.ts';

/** The name that others read beside what one did. */
export function NameCard({ account }: { account: OwnAccount }) {
  const { run, busy } = useAccountAct();
  const { register, handleSubmit, setError, formState } = useForm({
    defaultValues: { name: account.name },
    resolver: zodResolver(changeNameInput),
  });
  const submit = handleSubmit(async (values) => {
    const result = await run(() => changeName(values), `You are ${values.name} now.`);
    if (!result.ok) setError('name', { message: result.error.message }, { shouldFocus: true });
  });
  return (
    <Card aria-labelledby="name-title">
      <CardHead>
        <h2 id="name-title" className="font-semibold">
          Name
        </h2>
      </CardHead>
      <CardBody>
        <form onSubmit={submit} noValidate className="flex items-start gap-2">
          <TextField
            label="Name"
            hideLabel
            size="large"
            autoComplete="name"
            fieldClassName="max-w-80 flex-1"
            hint="Others read it beside what you did."
            error={formState.errors.name?.message}
            {...register('name')}
          />
          <Button type="submit" size="large" busy={busy}>
            Save name
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}

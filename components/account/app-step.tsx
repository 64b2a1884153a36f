'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { confirmTwoStepInput, type NewTwoStep } from '#lib/account/schemas.ts';
import { confirmTwoStep } from '#lib/actions/account.ts';
import { useAccountAct } from './use-account-act.ts';

interface AppStepProps {
  setUp: NewTwoStep;
  onDone: () => void;
  onCancel: () => void;
}

/** The QR code for the app, and the first code back from it, which proves that it works. */
export function AppStep({ setUp, onDone, onCancel }: AppStepProps) {
  const { run, busy } = useAccountAct();
  const { register, handleSubmit, setError, formState } = useForm({
    defaultValues: { code: '' },
    resolver: zodResolver(confirmTwoStepInput),
  });
  const submit = handleSubmit(async (values) => {
    const result = await run(() => confirmTwoStep(values), 'The second step is on.');
    if (result.ok) onDone();
    else setError('code', { message: result.error.message }, { shouldFocus: true });
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <p className="text-fg-2">Scan this with the app, or type the key into it.</p>
      {/* Always dark on light: many apps cannot read it the other way round. */}
      <svg
        role="img"
        aria-label="QR code for the authenticator app"
        viewBox={`0 0 ${setUp.size} ${setUp.size}`}
        shapeRendering="crispEdges"
        className="size-48 self-center rounded-control border border-line"
      >
        <rect width={setUp.size} height={setUp.size} fill="white" />
        <path d={setUp.squares} fill="black" />
      </svg>
      <dl>
        <dt className="text-12 font-medium text-fg-2">Key</dt>
        <dd className="font-mono text-12 select-all">{setUp.secret.replace(/.{4}(?=.)/g, '$& ')}</dd>
      </dl>
      <TextField
        label="Code from the app"
        size="large"
        inputMode="numeric"
        autoComplete="one-time-code"
        data-autofocus
        error={formState.errors.code?.message}
        {...register('code')}
      />
      <div className="flex justify-end gap-2">
        <Button size="large" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" size="large" busy={busy}>
          Switch on
        </Button>
      </div>
    </form>
  );
}

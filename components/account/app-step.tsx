'use client';

import { DialogForm } from '#components/forms/dialog-form.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { confirmTwoStep } from '#lib/actions/account.ts';
import { confirmTwoStepInput, type NewTwoStep } from '#lib/shared/account.ts';
import { silence, useAccountAction } from './use-account-action.ts';

interface AppStepProps {
  setUp: NewTwoStep;
  onDone: () => void;
  onCancel: () => void;
}

export function AppStep({ setUp, onDone, onCancel }: AppStepProps) {
  const { run } = useAccountAction();
  const form = useVerbForm({
    rules: confirmTwoStepInput,
    start: { code: '' },
    send: (values) => run(() => confirmTwoStep(values), 'Two-factor authentication is on.'),
    done: onDone,
    silence,
  });
  return (
    <DialogForm form={form} go="Turn on" onCancel={onCancel}>
      <p className="text-fg-2">Scan this with the app, or type the key into it.</p>
      {/* Always dark on light: many authenticator apps cannot read the inverse. */}
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
        {...form.field('code')}
      />
    </DialogForm>
  );
}

'use client';

import { useState } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { DialogStep } from '#components/ui/dialog-step.tsx';
import { renewRecoveryCodes, startTwoStep, stopTwoStep } from '#lib/actions/account.ts';
import type { NewTwoStep } from '#lib/shared/account.ts';
import { AppStep } from './app-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useAccountAction } from './use-account-action.ts';

export type TwoStepAction = 'start' | 'renew' | 'stop';

const words: Record<TwoStepAction, { title: string; why: string; go: string }> = {
  start: {
    title: 'Set up two-factor authentication',
    why: 'You need an authenticator app, such as the one that keeps your passwords.',
    go: 'Continue',
  },
  renew: {
    title: 'New recovery codes',
    why: 'The codes that you have stop working at once.',
    go: 'Make new codes',
  },
  stop: {
    title: 'Turn two-factor authentication off',
    why: 'Your password alone opens Tagdesk again. Your recovery codes stop working.',
    go: 'Turn off',
  },
};

interface TwoStepDialogProps {
  /** null: closed. */
  action: TwoStepAction | null;
  hasPassword: boolean;
  onClose: () => void;
}

export function TwoStepDialog({ action, hasPassword, onClose }: TwoStepDialogProps) {
  const { run } = useAccountAction();
  const [setUp, setSetUp] = useState<NewTwoStep | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (!action) return null;
  const close = () => {
    setSetUp(null);
    setCodes(null);
    onClose();
  };
  const go = async (password: string) => {
    if (action === 'stop') {
      const stopped = await run(() => stopTwoStep({ password }), 'Two-factor authentication is off.');
      if (stopped.ok) close();
      return stopped;
    }
    if (action === 'renew') {
      const renewed = await run(
        () => renewRecoveryCodes({ password }),
        'Your old recovery codes work no more.',
      );
      if (renewed.ok) setCodes(renewed.value.recoveryCodes);
      return renewed;
    }
    const started = await run(() => startTwoStep({ password }));
    if (started.ok) setSetUp(started.value);
    return started;
  };
  const { title, why, go: label } = words[action];
  return (
    <Dialog open onClose={close} title={codes ? 'Recovery codes' : setUp ? 'Connect your app' : title}>
      <DialogStep name={codes ? 'codes' : setUp ? 'app' : 'password'}>
        {codes ? (
          <RecoveryCodes codes={codes} onDone={close} />
        ) : setUp ? (
          <AppStep setUp={setUp} onDone={() => setCodes(setUp.recoveryCodes)} onCancel={close} />
        ) : (
          <PasswordStep {...{ why, label, hasPassword }} onSubmit={go} onCancel={close} />
        )}
      </DialogStep>
    </Dialog>
  );
}

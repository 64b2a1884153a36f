'use client';

import { useActionState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { signInAction } from '#lib/actions/session.ts';
import { demoAdmin } from '#lib/shared/demo-admin.ts';

const unanswered = { message: null, fields: {}, values: {} };

/** Beside the sandbox: in with one click. */
export function DemoForm({ next }: { next: string }) {
  const [{ message }, signIn, busy] = useActionState(signInAction, unanswered);
  return (
    <form action={signIn} className="mt-3 flex flex-col gap-3 border-t border-line pt-3">
      {message !== null && <Alert title={message}>The demo’s password was changed.</Alert>}
      {Object.entries({ ...demoAdmin, next }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" size="large" busy={busy}>
        Look around as Demo
      </Button>
      <p className="text-12 text-fg-2">With invented people. Nothing leaves this machine.</p>
    </form>
  );
}

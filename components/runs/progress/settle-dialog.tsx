'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { SettleVerdict } from '#lib/shared/changes.ts';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { RunCause } from '#lib/shared/runs.ts';
import { readCount } from '../plan/start-input.ts';
import type { useRunActions } from './use-run-actions.ts';

/** `cause`: as the member saw it. */
export type SettleChoice = { cause: RunCause; verdict: SettleVerdict };

interface SettleDialogProps {
  runId: number;
  choice: SettleChoice;
  actions: ReturnType<typeof useRunActions>;
  onClose: () => void;
}

const titles = {
  applied: (changes: string) => `${changes} applied?`,
  'not-applied': (changes: string) => `${changes} not applied?`,
  'send-again': (changes: string) => `Send ${changes} again?`,
} satisfies Record<SettleVerdict, (changes: string) => string>;

const meanings = {
  applied: (label: string) =>
    `Say so only after a look at ${label}. The tags then stand as accepted, and each change keeps your name.`,
  'not-applied': (label: string) =>
    `Say so only after a look at ${label}. The tags then stand as they were before, and each change keeps your name. Retry can send it again.`,
  'send-again': (label: string) =>
    `What had arrived at ${label} arrives a second time: it does no harm there. The run goes on with these changes.`,
} satisfies Record<SettleVerdict, (label: string) => string>;

const buttons = {
  applied: 'They were applied',
  'not-applied': 'They were not applied',
  'send-again': 'Send again',
} satisfies Record<SettleVerdict, string>;

/** Settles many unknown outcomes: the count is typed, and nothing is done if it has changed. */
export function SettleDialog({
  runId,
  choice: { cause: first, verdict },
  actions,
  onClose,
}: SettleDialogProps) {
  const formId = useId();
  const client = useQueryClient();
  const [cause, setCause] = useState(first);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { count, seen } = cause.unsettled ?? { count: 0, seen: '' };
  const { label } = capabilitiesOf(cause.provider);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readCount(typed, count, 'These are');
    setError(read.fault);
    if (read.fault !== undefined) return;
    const input = { cause: cause.cause, verdict, seen, confirmCount: read.count };
    const failure = await actions.settle(input, cause.provider);
    if (failure === null) return onClose();
    setRefusal(failure.message);
    const now = client.getQueryData<RunCause[]>(runsKeys.causes(runId));
    const fresh = now?.find((other) => other.cause === cause.cause && other.unsettled);
    if (!fresh || fresh.unsettled?.seen === seen) return;
    setCause(fresh);
    setTyped('');
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={titles[verdict](countOf(count, 'change'))}
      actions={
        <>
          <Button size="large" look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button size="large" look="primary" type="submit" form={formId} busy={actions.busy === 'settle'}>
            {buttons[verdict]}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} className="flex flex-col gap-3" noValidate>
        {refusal !== null && <Alert announce title={refusal} />}
        <p className="text-fg-2">
          {label}: <Verbatim>{cause.message ?? cause.advice}</Verbatim>
        </p>
        <p className="text-fg-2">{meanings[verdict](label)}</p>
        <TextField
          label={`Type ${formatCount(count)} to confirm`}
          inputMode="numeric"
          size="large"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={error}
          data-autofocus
        />
      </form>
    </Dialog>
  );
}

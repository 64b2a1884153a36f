'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { RunDetail } from '#lib/shared/runs.ts';
import { readCount, readLocalTime, toLocalTime } from './start-input.ts';

const hour = 3_600_000;

interface StartDialogProps {
  run: RunDetail;
  when: 'now' | 'later' | 'try';
  busy: boolean;
  onClose: () => void;
  onStart: (input: { startAt: string | null; confirmCount: number | null }) => Promise<void>;
}

/** Time, and the typed count where confirmation is required. */
export function StartDialog({ run, when, busy, onClose, onStart }: StartDialogProps) {
  const formId = useId();
  const [time, setTime] = useState(() => toLocalTime(Date.parse(run.startAt ?? '') || Date.now() + hour));
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const asked = when === 'try' && run.sample ? run.sample : run;
  const { confirm } = asked;
  const startAt = when === 'later' ? readLocalTime(time, Date.now()) : null;
  const count = confirm ? readCount(typed, confirm.count) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (startAt?.fault || count?.fault) return;
    void onStart({ startAt: startAt?.iso ?? null, confirmCount: count?.count ?? null });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={when === 'later' ? 'Start at a time' : `Start ${countOf(asked.changes, 'change')}?`}
      actions={
        <>
          <Button size="large" look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button size="large" look="primary" type="submit" form={formId} busy={busy}>
            {when === 'later' ? 'Schedule' : 'Start'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3" noValidate>
        {when === 'later' && (
          <>
            <TextField
              label="Date and time, in your time zone"
              type="datetime-local"
              size="large"
              value={time}
              onChange={(event) => setTime(event.currentTarget.value)}
              error={tried ? startAt?.fault : undefined}
              data-autofocus
            />
            <p className="text-12 text-fg-2">
              It starts by itself, with the people of this plan, whether or not somebody is signed in.
            </p>
          </>
        )}
        {confirm && (
          <>
            <p className="text-fg-2">{confirm.why}</p>
            <TextField
              label={`Type ${formatCount(confirm.count)} to confirm`}
              inputMode="numeric"
              size="large"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={tried ? count?.fault : undefined}
              {...(when !== 'later' && { 'data-autofocus': true })}
            />
          </>
        )}
      </form>
    </Dialog>
  );
}

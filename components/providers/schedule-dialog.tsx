'use client';

import { type FormEvent, useId, useState } from 'react';
import { type Refusal, RefusalAlert } from '#components/forms/refusal-alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Select } from '#components/ui/select.tsx';
import { schedulePull } from '#lib/actions/pulls.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { type PullSchedule, usualLimitShare } from '#lib/shared/pulls.ts';
import { usePullAction } from './use-pull-action.ts';

const intervals = [1, 2, 4, 6, 12, 24, 48, 168];
const shares = [10, 20, 30, 50, 75, 100];
const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

interface ScheduleDialogProps {
  provider: ProviderId;
  schedule: PullSchedule | null;
  onClose: () => void;
}

export function ScheduleDialog({ provider, schedule, onClose }: ScheduleDialogProps) {
  const form = useId();
  const { busy, perform } = usePullAction();
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const numberOf = (name: string) => (fields.get(name) ? Number(fields.get(name)) : null);
    const wanted = {
      provider,
      everyHours: numberOf('everyHours'),
      quietFrom: numberOf('quietFrom'),
      quietUntil: numberOf('quietUntil'),
      limitShare: numberOf('limitShare') ?? usualLimitShare,
    };
    const failure = await perform('Save', () => schedulePull(wanted), { quiet: true });
    setRefusal(failure);
    if (!failure) onClose();
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Schedule of ${capabilitiesOf(provider).label}`}
      actions={
        <>
          <Button size="large" onClick={onClose}>
            Close
          </Button>
          <Button size="large" look="primary" type="submit" form={form} busy={busy !== null}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="grid grid-cols-2 gap-3">
        {refusal && (
          <div className="col-span-2">
            <RefusalAlert refusal={refusal} />
          </div>
        )}
        <Select
          name="everyHours"
          label="Pull"
          defaultValue={schedule?.everyHours ?? ''}
          placeholder="Only by hand"
          options={withOwn(intervals, schedule?.everyHours).map((value) => ({
            value: String(value),
            label: value === 1 ? 'Every hour' : `Every ${value} hours`,
          }))}
        />
        <Select
          name="limitShare"
          label="Share of the rate limit"
          defaultValue={schedule?.limitShare ?? usualLimitShare}
          options={withOwn(shares, schedule?.limitShare).map((value) => ({
            value: String(value),
            label: `${value} %`,
          }))}
        />
        <Select
          name="quietFrom"
          label="Not from"
          defaultValue={schedule?.quietFrom ?? ''}
          placeholder="No quiet hours"
          options={hours}
        />
        <Select
          name="quietUntil"
          label="Until"
          defaultValue={schedule?.quietUntil ?? ''}
          placeholder="No quiet hours"
          options={hours}
        />
      </form>
    </Dialog>
  );
}

function withOwn(values: readonly number[], own: number | undefined): number[] {
  return [...new Set(own === undefined ? values : [...values, own])].sort((a, b) => a - b);
}

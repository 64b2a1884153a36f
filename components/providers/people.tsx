'use client';

import { Clock3 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { cancelPull, lookAtPeople, pausePull, resumePull, startPull } from '#lib/actions/pulls.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { can } from '#lib/shared/permissions.ts';
import type { ProviderStatus } from '#lib/shared/provider-status.ts';
import type { ProviderPulls, Pull, PullLook, PullSchedule, PullStep } from '#lib/shared/pulls.ts';
import { Looked } from './looked.tsx';
import { PullProgress, pullCounts } from './pull-progress.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { usePullAction } from './use-pull-action.ts';

interface PeopleProps {
  status: Pick<ProviderStatus, 'id' | 'connected'>;
  pulls: ProviderPulls;
  role: string;
}

/** Whom the provider lists, and how they come here. */
export function People({ status: { id: provider, connected }, pulls, role }: PeopleProps) {
  const { label, canList } = capabilitiesOf(provider);
  const { busy, perform } = usePullAction();
  const [look, setLook] = useState<PullLook | null>(null);
  const { open, ended, schedule } = pulls;
  const mayPull = can(role, 'pulls:write');
  const canPull = connected && canList !== 'none';
  const act = (name: string, verb: typeof pausePull) => () => void perform(name, () => verb({ provider }));
  const button = (name: string, verb: typeof pausePull, text = name) => (
    <Button size="small" busy={busy === name} onClick={act(name, verb)}>
      {text}
    </Button>
  );
  return (
    <fieldset
      aria-label="People"
      className="-mx-3 -mb-3 flex flex-col gap-2 border-t border-line px-3 py-2.5"
    >
      <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="font-semibold">People</h3>
        <p role="status" className="text-12 text-fg-2 tabular-nums">
          <StatusText {...{ canList, connected, label, pulls, look }} />
        </p>
        {mayPull && (
          <div className="ms-auto flex gap-1.5">
            {open?.state === 'running' && button('Pause', pausePull)}
            {open?.state === 'paused' && button('Resume', resumePull)}
            {open?.state === 'stopped' &&
              button('Resume', resumePull, open.asks ? 'Continue anyway' : 'Resume')}
            {open && button('Cancel', cancelPull)}
            {!open && (
              <>
                <Button
                  size="small"
                  disabled={!canPull}
                  busy={busy === 'Look'}
                  onClick={() => void perform('Look', () => lookAtPeople({ provider }), { after: setLook })}
                >
                  Look
                </Button>
                <Button
                  size="small"
                  look={pulls.pulledAt === null && canPull ? 'primary' : 'default'}
                  disabled={!canPull}
                  busy={busy === 'Pull'}
                  onClick={() =>
                    void perform('Pull', () => startPull({ provider }), { after: () => setLook(null) })
                  }
                >
                  Pull
                </Button>
              </>
            )}
          </div>
        )}
      </div>
      {open && <PullProgress pull={open} />}
      {look && !open && <Looked look={look} />}
      {ended.length > 0 && <EndedPulls ended={ended} schedule={schedule} />}
      {canPull && <Schedule {...{ provider, pulls, role }} />}
    </fieldset>
  );
}

const doing: Record<PullStep, string> = {
  read: 'Pulling',
  names: 'Pulling, asking for the names of who is new',
  write: 'Pulling, writing what was read',
};

function StatusText({
  canList,
  connected,
  label,
  pulls: { people, pulledAt, open },
  look,
}: {
  canList: string;
  connected: boolean;
  label: string;
  pulls: ProviderPulls;
  look: PullLook | null;
}) {
  if (canList === 'none') return `${label} cannot list its people`;
  if (!connected) return 'Not connected';
  if (open?.state === 'running') return doing[open.step];
  if (open?.state === 'paused') return 'Paused';
  if (open) return 'Stopped by itself';
  const known = countOf(people, 'person', 'people');
  if (look) return `${known} here, looked now, nothing stored`;
  if (pulledAt === null) return `${known}, never pulled`;
  return (
    <>
      {known}, <RelativeTime at={pulledAt} prefix="pulled" suffix="ago" />
    </>
  );
}

function EndedPulls({ ended, schedule }: { ended: Pull[]; schedule: PullSchedule | null }) {
  return (
    <ul aria-label="Last pulls" className="flex flex-col text-12">
      {ended.map((pull) => (
        <li
          key={pull.id}
          className="flex min-h-6.5 flex-wrap items-center gap-x-3 border-b border-line py-0.5 last:border-0"
        >
          <RelativeTime at={pull.endedAt ?? pull.createdAt} suffix="ago" className="w-16 text-fg-2" />
          <span className="text-fg-2">
            {pull.kind === 'scheduled'
              ? `every ${schedule?.everyHours ?? ''} h`.replace('  h', ' few hours')
              : pull.actor}
          </span>
          <span className="ms-auto tabular-nums">
            {pull.state === 'cancelled' ? 'cancelled' : pullCounts(pull)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Schedule({
  provider,
  pulls: { schedule },
  role,
}: {
  provider: ProviderStatus['id'];
  pulls: ProviderPulls;
  role: string;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="flex items-center gap-2 text-12 text-fg-2">
      <Clock3 aria-hidden strokeWidth={1.5} className="size-3.5 shrink-0 text-fg-3" />
      <p className="min-w-0">{schedule ? formatSchedule(schedule) : 'No schedule yet.'}</p>
      {can(role, 'pulls:schedule') && (
        <Button size="small" look="quiet" className="ms-auto" onClick={() => setIsOpen(true)}>
          {schedule ? 'Change schedule' : 'Set schedule'}
        </Button>
      )}
      {isOpen && <ScheduleDialog {...{ provider, schedule }} onClose={() => setIsOpen(false)} />}
    </div>
  );
}

function formatSchedule({ everyHours, quietFrom, quietUntil, limitShare }: PullSchedule): string {
  const hour = (value: number) => `${String(value).padStart(2, '0')}:00`;
  const quiet =
    quietFrom === null || quietUntil === null ? '' : `, not ${hour(quietFrom)} to ${hour(quietUntil)}`;
  return `Every ${formatCount(everyHours)} h${quiet}, up to ${limitShare} % of the rate limit.`;
}

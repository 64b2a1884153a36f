'use client';

import { useMutation } from '@tanstack/react-query';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { countOf, formatCount } from '#components/ui/count.ts';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { checkProvider } from '#lib/actions/providers.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { can } from '#lib/shared/permissions.ts';
import {
  type CallOutcome,
  callOutcomes,
  type ProviderCheck,
  type ProviderStatus,
} from '#lib/shared/provider-status.ts';
import type { ProviderPulls } from '#lib/shared/pulls.ts';
import { Connection } from './connection.tsx';
import { Inbound } from './inbound.tsx';
import { People } from './people.tsx';
import { ProviderMark } from './provider-mark.tsx';
import { RecentErrors } from './recent-errors.tsx';

const looks = {
  confirmed: 'ok',
  accepted: 'hatched-ok',
  refused: 'danger',
  failed: 'danger',
  unknown: 'warn',
} as const satisfies Record<CallOutcome, string>;

interface ProviderCardProps {
  status: ProviderStatus;
  /** undefined: not read yet. */
  pulls: ProviderPulls | undefined;
  role: string;
}

export function ProviderCard({ status, pulls, role }: ProviderCardProps) {
  const { label, limitation } = capabilitiesOf(status.id);
  const check = useConnectionCheck(status.id);
  const button = (
    <Button size="small" busy={check.busy} onClick={check.run}>
      Check connection
    </Button>
  );
  return (
    <Card aria-label={label}>
      <CardHead
        end={can(role, 'providers:check') && status.connected ? button : undefined}
        className="phone:h-auto! phone:flex-wrap phone:py-1.5"
      >
        <ProviderMark provider={status.id} hollow={!status.connected} />
        <h2 className="font-semibold">{label}</h2>
        <Connection status={status} />
      </CardHead>
      <CardBody>
        <p
          role="status"
          className={classNames('wrap-anywhere empty:hidden', check.answer?.ok ? 'text-ok' : 'text-danger')}
        >
          {check.answer?.message}
        </p>
        {status.missing.length > 0 && (
          <p className="text-fg-2">
            Set{' '}
            {status.missing.map((name, position) => (
              <span key={name}>
                {position > 0 && ' and '}
                <code className="font-mono text-12 text-fg">{name}</code>
              </span>
            ))}{' '}
            and start Tagdesk again.
          </p>
        )}
        {(status.connected || status.lastDay.calls > 0) && (
          <>
            <Facts status={status} />
            <LastDay status={status} />
          </>
        )}
        {(limitation || !status.canRead) && (
          <p className="text-12 text-fg-3">
            {limitation ?? 'Without CEREGO_PARTNER_ID its tags are write-only.'}
          </p>
        )}
        <RecentErrors provider={status.id} errors={status.troubles} />
        {pulls && <People status={status} pulls={pulls} role={role} />}
        {status.id === 'vero' && status.connected && <Inbound />}
      </CardBody>
    </Card>
  );
}

function Facts({ status: { pace, lastDay, waiting } }: { status: ProviderStatus }) {
  const facts: [string, string][] = [
    ['Rate limit', `${pace.perSecond}/s, ${pace.concurrent} parallel`],
    ['Timeout', `${formatCount(pace.timeoutMs / 1000)} s`],
    ['Median time', duration(lastDay.medianMs)],
    ['p95', duration(lastDay.p95Ms)],
    ['Failed calls', failedCalls(lastDay)],
    ['Queued changes', formatCount(waiting)],
  ];
  return (
    <dl className="grid grid-cols-3 gap-x-4 gap-y-2 phone:grid-cols-2">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-11 text-fg-3">{name}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A refusal is an answer: counted apart. */
function failedCalls({ errorRate, outcomes: { refused } }: ProviderStatus['lastDay']): string {
  if (errorRate === null) return '–';
  const rate = `${(errorRate * 100).toFixed(1)} %`;
  return refused === 0 ? rate : `${rate}, ${formatCount(refused)} refused`;
}

function LastDay({ status: { id, lastDay } }: { status: ProviderStatus }) {
  const present = callOutcomes.filter((outcome) => lastDay.outcomes[outcome] > 0);
  const words = present.map((outcome) => `${formatCount(lastDay.outcomes[outcome])} ${outcome}`).join(', ');
  const valueText = words || 'No calls in the last 24 hours';
  return (
    <div className="flex flex-col gap-1">
      <ProgressMeter
        label={`${capabilitiesOf(id).label}, last 24 hours`}
        valueText={valueText}
        segments={present.map((outcome) => ({ look: looks[outcome], amount: lastDay.outcomes[outcome] }))}
      />
      <p className="text-12 text-fg-2 tabular-nums">
        {words ? `Last 24 hours: ${countOf(lastDay.calls, 'change')} sent; ${words}` : `${valueText}.`}
      </p>
    </div>
  );
}

function duration(ms: number | null): string {
  if (ms === null) return '–';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `answer`: of the last check; null before the first. */
function useConnectionCheck(provider: ProviderId) {
  const check = useMutation({
    mutationFn: async (): Promise<ProviderCheck> => {
      const result = await checkProvider({ provider });
      return result.ok ? result.value : { ok: false, message: result.error.message };
    },
  });
  const lost: ProviderCheck = { ok: false, message: 'Tagdesk did not answer. Try again.' };
  return {
    run: () => check.mutate(),
    busy: check.isPending,
    answer: check.error ? lost : (check.data ?? null),
  };
}

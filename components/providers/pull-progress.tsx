import { Alert } from '#components/ui/alert.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Pull } from '#lib/shared/pulls.ts';

/** The open pull: how far it is, or why it waits. */
export function PullProgress({ pull }: { pull: Pull }) {
  const { provider, state, step, read, names, leftMs, reason, asks } = pull;
  const { label } = capabilitiesOf(provider);
  const text = names
    ? `${formatCount(names.told)} of ${countOf(names.of, 'name', 'names')}`
    : `${formatCount(read)} read`;
  const share = names ? names.told / Math.max(1, names.of) : pull.share;
  const part = names || share === null ? '' : `, ${Math.round(share * 100)} % of the list`;
  return (
    <>
      {state !== 'stopped' && (
        <ProgressMeter
          label={`${label}, pull`}
          valueText={`${text}${part}`}
          segments={[{ look: state === 'paused' ? 'mute' : 'accent', amount: share ?? 0 }]}
          total={1}
        />
      )}
      <p className="flex flex-wrap gap-x-3 text-12 text-fg-2 tabular-nums">
        <span>{step === 'write' ? pullCounts(pull) : text}</span>
        {leftMs !== null && <span className="ms-auto">{formatLeft(leftMs)} left</span>}
      </p>
      {state === 'stopped' && (
        <Alert tone="warn" title={reason ?? 'It stopped.'}>
          {asks && 'Nothing of it is written yet.'}
        </Alert>
      )}
    </>
  );
}

/** “38,114 read · 41 new · 12 changed · 0 gone”, and what else there is. */
export function pullCounts({ read, created, changed, gone, held, cases, bad }: Pull): string {
  const counts: [number, string, boolean][] = [
    [read, 'read', true],
    [created, 'new', true],
    [changed, 'changed', true],
    [gone, 'gone', true],
    [held, 'left for our own changes', false],
    [cases, 'to decide', false],
    [bad, 'bad', false],
  ];
  return counts
    .filter(([count, , always]) => always || count > 0)
    .map(([count, what]) => `${formatCount(count)} ${what}`)
    .join(' · ');
}

/** “6 min”. */
export function formatLeft(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (ms < 60_000) return `${Math.max(1, Math.ceil(ms / 1_000))} s`;
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

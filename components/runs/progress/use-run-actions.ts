'use client';

import { useRouter } from 'next/navigation';
import { countOf, formatCount } from '#components/ui/count.ts';
import { announce } from '#components/ui/live-region.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import {
  cancelRun,
  pauseRun,
  resumeRun,
  retryRun,
  settleCause,
  undoRun,
  undoSelection,
} from '#lib/actions/runs.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { RetryRunInput, SettleCauseInput } from '#lib/shared/run-inputs.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { useRunAction } from '../use-run-action.ts';

/** `provider` null: the whole run. Retry and undo lead to a plan. */
export function useRunActions({ id: runId }: Pick<RunDetail, 'id'>) {
  const router = useRouter();
  const { busy, perform } = useRunAction();
  const whatOf = (provider: ProviderId | null) =>
    provider === null ? `Run ${runId}` : capabilitiesOf(provider).label;
  const nameOf = (verb: string, provider: ProviderId | null) => `${verb} ${provider ?? 'all'}`;
  const openPlan = (plan: { runId: number }) => router.push(`/runs/${plan.runId}`);
  return {
    busy,
    pause: (provider: ProviderId | null) =>
      perform(
        nameOf('pause', provider),
        () => pauseRun({ runId, provider }),
        () => announce(`${whatOf(provider)} is paused. What is on its way still arrives.`),
      ),
    resume: (provider: ProviderId | null) =>
      perform(
        nameOf('resume', provider),
        () => resumeRun({ runId, provider }),
        () => announce(`${whatOf(provider)} is resumed.`),
      ),
    cancel: (provider: ProviderId | null) =>
      perform(
        nameOf('cancel', provider),
        () => cancelRun({ runId, provider }),
        () =>
          showToast({ text: `${whatOf(provider)}: what was left is cancelled. Retry can plan it again.` }),
      ),
    retry: (input: Omit<RetryRunInput, 'runId'>) =>
      perform(`retry ${input.cause ?? 'all'}`, () => retryRun({ runId, ...input }), openPlan),
    settle: (input: Omit<SettleCauseInput, 'runId'>, provider: ProviderId) =>
      perform(
        'settle',
        () => settleCause({ runId, ...input }),
        ({ settled, left }) => {
          const done = input.verdict === 'send-again' ? 'will be sent again' : 'settled';
          showToast({
            text: `${countOf(settled, 'change')} at ${whatOf(provider)} ${done}`,
            detail: formatLeft(left),
          });
        },
      ),
    undo: () => perform('undo', () => undoRun({ runId }), openPlan),
    undoAtOnce: () => perform('undo', () => undoSelection({ runId }), openPlan),
  };
}

/** Users being changed at that moment stay unknown. */
function formatLeft(left: number): string | undefined {
  if (left === 0) return undefined;
  const who = left === 1 ? 'One user was' : `${formatCount(left)} users were`;
  return `${who} being changed in that moment and stayed as before. Say it again for the rest.`;
}

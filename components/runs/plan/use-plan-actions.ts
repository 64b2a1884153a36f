'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { showToast } from '#components/ui/toast-store.ts';
import {
  curePlan,
  describeRun,
  discardRun,
  replanRun,
  startRun,
  tryRun,
  unscheduleRun,
} from '#lib/actions/runs.ts';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { CurePlanInput } from '#lib/shared/run-inputs.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { useRunAction } from '../use-run-action.ts';

/** Each gives whether it was done; refusals are shown as toasts. */
export function usePlanActions(run: Pick<RunDetail, 'id' | 'changes'>) {
  const router = useRouter();
  const { busy, perform } = useRunAction();
  const client = useQueryClient();
  const runId = run.id;
  const readTargets = () => void client.invalidateQueries({ queryKey: runsKeys.allTargets(runId) });
  return {
    busy,
    saveWords: async (words: { name: string; note: string }): Promise<boolean> =>
      (await perform('save', () => describeRun({ runId, ...words }))) === null,
    /** ISO 8601; null: now. */
    start: async (input: { startAt: string | null; confirmCount: number | null }): Promise<boolean> =>
      (await perform('start', () => startRun({ runId, ...input }))) === null,
    cure: ({ provider, cause, key, choice, to = null }: Omit<CurePlanInput, 'runId'>) =>
      perform(
        `cure ${provider} ${cause} ${key} ${choice}`,
        () => curePlan({ runId, provider, cause, key, choice, to }),
        readTargets,
      ),
    tryFirst: async (confirmCount: number | null): Promise<boolean> =>
      (await perform('try', () => tryRun({ runId, confirmCount }), readTargets)) === null,
    unschedule: () =>
      perform(
        'unschedule',
        () => unscheduleRun({ runId }),
        () => showToast({ text: `Run ${runId} is a plan again. It does not start by itself.` }),
      ),
    discard: () =>
      perform(
        'discard',
        () => discardRun({ runId }),
        () => {
          showToast({ text: `Plan ${runId} was discarded. Nothing was sent.` });
          router.push('/runs');
        },
      ),
    replan: () =>
      perform(
        'replan',
        () => replanRun({ runId }),
        (fresh) => router.push(`/runs/${fresh.runId}`),
      ),
  };
}

'use client';

import { useRouter } from 'next/navigation';
import { showToast } from '#components/ui/toast-store.ts';
import { describeRun, discardRun, replanRun, startRun, unscheduleRun } from '#lib/actions/runs.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { useRunAct } from '../use-run-act.ts';

/** What can be done with a plan. Each gives whether it was done; refusals are said in a toast. */
export function usePlanActs(run: Pick<RunDetail, 'id' | 'changes'>) {
  const router = useRouter();
  const { busy, act } = useRunAct();
  const runId = run.id;
  return {
    busy,
    saveWords: async (words: { name: string; note: string }): Promise<boolean> =>
      (await act('save', () => describeRun({ runId, ...words }))) === null,
    /** `startAt` as ISO 8601, null: now. */
    start: async (input: { startAt: string | null; confirmCount: number | null }): Promise<boolean> =>
      (await act('start', () => startRun({ runId, ...input }))) === null,
    unschedule: () =>
      act(
        'unschedule',
        () => unscheduleRun({ runId }),
        () => showToast({ text: `Run ${runId} is a plan again. It does not start by itself.` }),
      ),
    discard: () =>
      act(
        'discard',
        () => discardRun({ runId }),
        () => {
          showToast({ text: `Plan ${runId} was discarded. Nothing was sent.` });
          router.push('/runs');
        },
      ),
    replan: () =>
      act(
        'replan',
        () => replanRun({ runId }),
        (fresh) => router.push(`/runs/${fresh.runId}`),
      ),
  };
}

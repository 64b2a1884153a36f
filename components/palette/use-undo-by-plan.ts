'use client';

import type { Route } from 'next';
import { useRunAction } from '#components/runs/use-run-action.ts';
import { dropKeys, holdKeys } from '#components/shell/held-keys.ts';
import { undoRun } from '#lib/actions/runs.ts';

/** Plans the undo of a run and goes to that plan. Refusals are toasts. */
export function useUndoByPlan(go: (href: Route) => void): (runId: number) => void {
  const { perform } = useRunAction();
  return (runId) => {
    // Keys pressed before the plan can be read are dropped: none may start it, nor what is on this screen.
    let plan: string | null = null;
    holdKeys(() => {
      if (location.pathname === plan) dropKeys();
      return false;
    });
    void perform(
      `undo ${runId}`,
      () => undoRun({ runId }),
      (planned) => {
        plan = `/runs/${planned.runId}`;
        go(plan as Route);
      },
    ).then((failure) => failure && dropKeys());
  };
}

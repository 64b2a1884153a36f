/** Runs refused repeatedly for the same reason. In memory. */
import type { Closing } from '#lib/domain/changes/close-changes.ts';

/** In a row, without a good answer: no matter of single users. */
const maxRefusals = 20;

/** `code`: the provider's, the status, or its words. */
export type Refusals = { code: string; words: string | null; count: number };

export type RefusalStreaks = {
  /** `isForbidden`: the error was `forbidden`. Gives the refusals whenever they are many. */
  note(runId: number, outcomes: Closing['outcomes'], isForbidden: boolean): Refusals | null;
  /** A member has seen this code in this run. */
  letPass(runId: number, code: string): void;
  /** Other runs are over. */
  keepOnly(runIds: ReadonlySet<number>): void;
};

export function createRefusalStreaks(): RefusalStreaks {
  const streaks = new Map<number, Refusals>();
  const passed = new Map<number, Set<string>>();

  return {
    note: (runId, outcomes, isForbidden) => {
      if (outcomes.some(({ outcome }) => outcome === 'confirmed' || outcome === 'accepted'))
        streaks.delete(runId);
      const refused = outcomes.find(
        ({ outcome }) => outcome === 'refused' || (outcome === 'failed' && isForbidden),
      );
      if (!refused) return null;
      const code = refused.code ?? refused.message ?? '';
      const last = streaks.get(runId);
      const streak = { code, words: refused.message, count: last?.code === code ? last.count + 1 : 1 };
      streaks.set(runId, streak);
      if (streak.count < maxRefusals || passed.get(runId)?.has(code)) return null;
      streaks.delete(runId);
      return streak;
    },
    letPass: (runId, code) => {
      passed.set(runId, (passed.get(runId) ?? new Set()).add(code));
    },
    keepOnly: (runIds) => {
      for (const runId of [...streaks.keys(), ...passed.keys()]) {
        if (runIds.has(runId)) continue;
        streaks.delete(runId);
        passed.delete(runId);
      }
    },
  };
}

import { readJson } from '#components/read-json.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { hasEnded } from './activity.ts';

/** Often at first: a few changes take less than a second. */
const paces = [
  { untilMs: 3_000, everyMs: 150 },
  { untilMs: 60_000, everyMs: 1_000 },
  { untilMs: 600_000, everyMs: 4_000 },
] as const;

const followed = new Set<number>();

/** Its end is told by whoever follows it. */
export function isFollowed(runId: number): boolean {
  return followed.has(runId);
}

/** Resolves with the run when it has ended; null: it takes longer than ten minutes. `onLook`: as it is meanwhile. */
export async function followRun(runId: number, onLook: (run: RunDetail) => void): Promise<RunDetail | null> {
  const began = Date.now();
  followed.add(runId);
  for (;;) {
    // The run goes on, whether it can be read or not.
    const run = await readJson<RunDetail>(`/api/runs/${runId}`).catch(() => null);
    if (run && hasEnded(run)) return run;
    if (run) onLook(run);
    const passed = Date.now() - began;
    const pace = paces.find(({ untilMs }) => passed < untilMs);
    if (!pace) break;
    await new Promise((resolve) => setTimeout(resolve, pace.everyMs));
  }
  followed.delete(runId);
  return null;
}

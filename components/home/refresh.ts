import { isAlive } from '#components/runs/activity.ts';
import type { Home } from '#lib/shared/home.ts';

/** Counting reads much of the ledger. */
export const countEveryMs = 5 * 60_000;

const whileRunningMs = 2_000;
const otherwiseMs = 30_000;

export function homeEveryMs(home: Home | undefined): number {
  return home?.runs.some(isAlive) ? whileRunningMs : otherwiseMs;
}

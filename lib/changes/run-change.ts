/** From an asked change to the report a member sees: record, execute, tell. Used by every single edit. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '#lib/auth/context.ts';
import { executeChange } from './execute-change.ts';
import { findReport } from './find-report.ts';
import { type RecordedChange, recordAndClaim } from './record-and-claim.ts';
import type { AskedChange } from './record-change.ts';
import type { ChangeReport } from './schemas.ts';

/**
 * Longer than a healthy provider takes, shorter than a hanging one: a browser sends its acts one at a time, so the
 * edits at the other providers must not wait behind this one.
 */
const patienceMs = 2_500;

export async function runChange(
  context: Context,
  asked: Omit<AskedChange, 'actor' | 'origin'>,
): Promise<ChangeReport> {
  const { actor, origin = null } = context;
  return carryOut(context, await recordAndClaim(context.database, { ...asked, actor, origin }));
}

/**
 * Executes a recorded change and reports. Where the caller can leave work behind (`finishLater`), a slow provider is
 * reported as pending while its call goes on; the screen reads the outcome when it is there.
 */
export async function carryOut(context: Context, change: RecordedChange): Promise<ChangeReport> {
  const executing = executeChange(context, change);
  if (!context.finishLater) await executing;
  else {
    const leave = new AbortController();
    await Promise.race([
      executing,
      pause(patienceMs, undefined, { signal: leave.signal }).catch(() => undefined),
    ]);
    leave.abort();
    context.finishLater(executing);
  }
  return findReport(context.database, change.id);
}

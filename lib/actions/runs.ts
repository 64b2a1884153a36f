'use server';
/** Everything that can be done to a run. */
import { cancelRun as cancelRunVerb } from '#lib/domain/runs/cancel-run.ts';
import { createRun as createRunVerb } from '#lib/domain/runs/create-run.ts';
import { describeRun as describeRunVerb } from '#lib/domain/runs/describe-run.ts';
import { discardRun as discardRunVerb } from '#lib/domain/runs/discard-run.ts';
import { pauseRun as pauseRunVerb } from '#lib/domain/runs/pause-run.ts';
import { replanRun as replanRunVerb } from '#lib/domain/runs/replan-run.ts';
import { resumeRun as resumeRunVerb } from '#lib/domain/runs/resume-run.ts';
import { retryRun as retryRunVerb } from '#lib/domain/runs/retry-run.ts';
import { settleCause as settleCauseVerb } from '#lib/domain/runs/settle-cause.ts';
import { startRun as startRunVerb } from '#lib/domain/runs/start-run.ts';
import { undoRun as undoRunVerb } from '#lib/domain/runs/undo-run.ts';
import { unscheduleRun as unscheduleRunVerb } from '#lib/domain/runs/unschedule-run.ts';
import { defineAction } from './define-action.ts';

/** `createRunInput` → { runId }: planned in the background, watch it until its status is no longer `planning`. */
export const createRun = defineAction('createRun', createRunVerb);
/** `describeRunInput` → null. */
export const describeRun = defineAction('describeRun', describeRunVerb);
/** `startRunInput` → null. */
export const startRun = defineAction('startRun', startRunVerb);
/** `runInput` → null: the plan waits again. */
export const unscheduleRun = defineAction('unscheduleRun', unscheduleRunVerb);
/** `runInput` → null. */
export const discardRun = defineAction('discardRun', discardRunVerb);
/** `steerRunInput` → null. */
export const pauseRun = defineAction('pauseRun', pauseRunVerb);
/** `steerRunInput` → null. Also "probe now" and "credentials are mended". */
export const resumeRun = defineAction('resumeRun', resumeRunVerb);
/** `steerRunInput` → null. */
export const cancelRun = defineAction('cancelRun', cancelRunVerb);
/** `retryRunInput` → { runId } of the new plan. */
export const retryRun = defineAction('retryRun', retryRunVerb);
/** `settleCauseInput` → { settled, left }. */
export const settleCause = defineAction('settleCause', settleCauseVerb);
/** `undoRunInput` → { runId } of the new plan. */
export const undoRun = defineAction('undoRun', undoRunVerb);
/** `runInput` → { runId } of a fresh plan with the people of now; the old one is discarded. */
export const replanRun = defineAction('replanRun', replanRunVerb);

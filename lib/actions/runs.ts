'use server';
import { cancelRun as cancelRunVerb } from '#lib/domain/runs/cancel-run.ts';
import { createRun as createRunVerb } from '#lib/domain/runs/create-run.ts';
import { curePlan as curePlanVerb } from '#lib/domain/runs/cure-plan.ts';
import { describeRun as describeRunVerb } from '#lib/domain/runs/describe-run.ts';
import { discardRun as discardRunVerb } from '#lib/domain/runs/discard-run.ts';
import { editSelection as editSelectionVerb } from '#lib/domain/runs/edit-selection.ts';
import { pauseRun as pauseRunVerb } from '#lib/domain/runs/pause-run.ts';
import { replanRun as replanRunVerb } from '#lib/domain/runs/replan-run.ts';
import { resumeRun as resumeRunVerb } from '#lib/domain/runs/resume-run.ts';
import { retryRun as retryRunVerb } from '#lib/domain/runs/retry-run.ts';
import { settleCause as settleCauseVerb } from '#lib/domain/runs/settle-cause.ts';
import { startRun as startRunVerb } from '#lib/domain/runs/start-run.ts';
import { tryRun as tryRunVerb } from '#lib/domain/runs/try-run.ts';
import { undoRun as undoRunVerb } from '#lib/domain/runs/undo-run.ts';
import { undoSelection as undoSelectionVerb } from '#lib/domain/runs/undo-selection.ts';
import { unscheduleRun as unscheduleRunVerb } from '#lib/domain/runs/unschedule-run.ts';
import { defineAction } from './define-action.ts';

/** Planned in the background: poll until its status is not `planning`. */
export const createRun = defineAction('createRun', createRunVerb);
export const curePlan = defineAction('curePlan', curePlanVerb);
/** The id is the try's; the rest stays in the plan. */
export const tryRun = defineAction('tryRun', tryRunVerb);
/** Planned, started and in the ledger when it answers. */
export const editSelection = defineAction('editSelection', editSelectionVerb);
export const undoSelection = defineAction('undoSelection', undoSelectionVerb);
export const describeRun = defineAction('describeRun', describeRunVerb);
export const startRun = defineAction('startRun', startRunVerb);
export const unscheduleRun = defineAction('unscheduleRun', unscheduleRunVerb);
export const discardRun = defineAction('discardRun', discardRunVerb);
export const pauseRun = defineAction('pauseRun', pauseRunVerb);
/** Also retries now, and after fixing credentials. */
export const resumeRun = defineAction('resumeRun', resumeRunVerb);
export const cancelRun = defineAction('cancelRun', cancelRunVerb);
/** The id is the new plan's. */
export const retryRun = defineAction('retryRun', retryRunVerb);
export const settleCause = defineAction('settleCause', settleCauseVerb);
/** The id is the new plan's. */
export const undoRun = defineAction('undoRun', undoRunVerb);
/** The id is the new plan's; the old one is discarded. */
export const replanRun = defineAction('replanRun', replanRunVerb);

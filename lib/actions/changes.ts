'use server';
import { settleChange as settleChangeVerb } from '#lib/domain/changes/settle-change.ts';
import { undoChange as undoChangeVerb } from '#lib/domain/history/undo-change.ts';
import { defineAction } from './define-action.ts';

export const undoChange = defineAction('undoChange', undoChangeVerb);
export const settleChange = defineAction('settleChange', settleChangeVerb);

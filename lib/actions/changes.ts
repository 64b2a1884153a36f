'use server';
import { settleChange as settleChangeVerb } from '#lib/domain/changes/settle-change.ts';
import {
  acceptDrift as acceptDriftVerb,
  ignoreDrift as ignoreDriftVerb,
} from '#lib/domain/drift/decide-drift.ts';
import { putBackDrift as putBackDriftVerb } from '#lib/domain/drift/put-back-drift.ts';
import { setDriftPolicy as setDriftPolicyVerb } from '#lib/domain/drift/set-drift-policy.ts';
import { weighPutBack as weighPutBackVerb } from '#lib/domain/drift/weigh-put-back.ts';
import { undoChange as undoChangeVerb } from '#lib/domain/history/undo-change.ts';
import { defineAction } from './define-action.ts';

export const undoChange = defineAction('undoChange', undoChangeVerb);
export const settleChange = defineAction('settleChange', settleChangeVerb);
export const acceptDrift = defineAction('acceptDrift', acceptDriftVerb);
export const ignoreDrift = defineAction('ignoreDrift', ignoreDriftVerb);
export const putBackDrift = defineAction('putBackDrift', putBackDriftVerb);
export const weighPutBack = defineAction('weighPutBack', weighPutBackVerb);
export const setDriftPolicy = defineAction('setDriftPolicy', setDriftPolicyVerb);

'use server';
import { changeName as changeNameVerb } from '#lib/domain/members/change-name.ts';
import { changePassword as changePasswordVerb } from '#lib/domain/members/change-password.ts';
import {
  endOtherSessions as endOtherSessionsVerb,
  endOwnSession as endOwnSessionVerb,
} from '#lib/domain/members/end-own-sessions.ts';
import {
  confirmTwoStep as confirmTwoStepVerb,
  renewRecoveryCodes as renewRecoveryCodesVerb,
  startTwoStep as startTwoStepVerb,
  stopTwoStep as stopTwoStepVerb,
} from '#lib/domain/members/two-step.ts';
import { defineAction } from './define-action.ts';

export const changeName = defineAction('changeName', changeNameVerb);
export const changePassword = defineAction('changePassword', changePasswordVerb);
export const endOwnSession = defineAction('endOwnSession', endOwnSessionVerb);
export const endOtherSessions = defineAction('endOtherSessions', endOtherSessionsVerb);
export const startTwoStep = defineAction('startTwoStep', startTwoStepVerb);
export const confirmTwoStep = defineAction('confirmTwoStep', confirmTwoStepVerb);
export const renewRecoveryCodes = defineAction('renewRecoveryCodes', renewRecoveryCodesVerb);
export const stopTwoStep = defineAction('stopTwoStep', stopTwoStepVerb);

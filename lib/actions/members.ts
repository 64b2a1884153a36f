'use server';
/** Who may sign in. */
import { changeMember as changeMemberVerb } from '#lib/members/change-member.ts';
import { createMember as createMemberVerb } from '#lib/members/create-member.ts';
import { endSessions as endSessionsVerb } from '#lib/members/end-sessions.ts';
import { inviteMember as inviteMemberVerb } from '#lib/members/invite-member.ts';
import { makeResetLink as makeResetLinkVerb } from '#lib/members/make-reset-link.ts';
import { removeTwoStep as removeTwoStepVerb } from '#lib/members/remove-two-step.ts';
import { sendLink as sendLinkVerb } from '#lib/members/send-link.ts';
import { withdrawLink as withdrawLinkVerb } from '#lib/members/withdraw-link.ts';
import { defineAction } from './define-action.ts';

export const inviteMember = defineAction('inviteMember', inviteMemberVerb, 'invites');
export const createMember = defineAction('createMember', createMemberVerb, 'invites');
export const changeMember = defineAction('changeMember', changeMemberVerb);
export const endSessions = defineAction('endSessions', endSessionsVerb);
export const makeResetLink = defineAction('makeResetLink', makeResetLinkVerb);
export const removeTwoStep = defineAction('removeTwoStep', removeTwoStepVerb);
export const sendLink = defineAction('sendLink', sendLinkVerb);
export const withdrawLink = defineAction('withdrawLink', withdrawLinkVerb);

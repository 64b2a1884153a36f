'use server';
import { changeMember as changeMemberVerb } from '#lib/domain/members/change-member.ts';
import { createMember as createMemberVerb } from '#lib/domain/members/create-member.ts';
import { endSessions as endSessionsVerb } from '#lib/domain/members/end-sessions.ts';
import { inviteMember as inviteMemberVerb } from '#lib/domain/members/invite-member.ts';
import { makeResetLink as makeResetLinkVerb } from '#lib/domain/members/make-reset-link.ts';
import { removeTwoStep as removeTwoStepVerb } from '#lib/domain/members/remove-two-step.ts';
import { sendLink as sendLinkVerb } from '#lib/domain/members/send-link.ts';
import { withdrawLink as withdrawLinkVerb } from '#lib/domain/members/withdraw-link.ts';
import { defineAction } from './define-action.ts';

export const inviteMember = defineAction('inviteMember', inviteMemberVerb, 'invites');
export const createMember = defineAction('createMember', createMemberVerb, 'invites');
export const changeMember = defineAction('changeMember', changeMemberVerb);
export const endSessions = defineAction('endSessions', endSessionsVerb);
export const makeResetLink = defineAction('makeResetLink', makeResetLinkVerb);
export const removeTwoStep = defineAction('removeTwoStep', removeTwoStepVerb);
export const sendLink = defineAction('sendLink', sendLinkVerb);
export const withdrawLink = defineAction('withdrawLink', withdrawLinkVerb);

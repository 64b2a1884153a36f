'use server';
/** Who may sign in. */
import { changeMember as changeMemberVerb } from '#lib/members/change-member.ts';
import { createMember as createMemberVerb } from '#lib/members/create-member.ts';
import { defineAction } from './define-action.ts';

export const createMember = defineAction('createMember', createMemberVerb);
export const changeMember = defineAction('changeMember', changeMemberVerb);

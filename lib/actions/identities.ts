'use server';
import { decideCase as decideCaseVerb } from '#lib/domain/identities/decide-case.ts';
import { eraseUser as eraseUserVerb } from '#lib/domain/identities/erase-user.ts';
import { mergeUsers as mergeUsersVerb } from '#lib/domain/identities/merge-users.ts';
import {
  moveIdentity as moveIdentityVerb,
  splitUser as splitUserVerb,
  unlinkIdentity as unlinkIdentityVerb,
} from '#lib/domain/identities/move-identity.ts';
import { undoUserAct as undoUserActVerb } from '#lib/domain/identities/undo-act.ts';
import { editUser as editUserVerb } from '#lib/domain/users/edit-user.ts';
import { takeOverName as takeOverNameVerb } from '#lib/domain/users/take-over-name.ts';
import { defineAction } from './define-action.ts';

export const editUser = defineAction('editUser', editUserVerb);
export const takeOverName = defineAction('takeOverName', takeOverNameVerb);
export const unlinkIdentity = defineAction('unlinkIdentity', unlinkIdentityVerb);
export const moveIdentity = defineAction('moveIdentity', moveIdentityVerb);
export const mergeUsers = defineAction('mergeUsers', mergeUsersVerb);
export const splitUser = defineAction('splitUser', splitUserVerb);
export const undoUserAct = defineAction('undoUserAct', undoUserActVerb);
export const decideCase = defineAction('decideCase', decideCaseVerb);
export const eraseUser = defineAction('eraseUser', eraseUserVerb);

'use server';
import { findIds as findIdsVerb } from '#lib/domain/identities/find-ids.ts';
import { createThere as createThereVerb } from '#lib/domain/users/create-there.ts';
import { createUser as createUserVerb } from '#lib/domain/users/create-user.ts';
import { linkIdentity as linkIdentityVerb } from '#lib/domain/users/link-identity.ts';
import { refreshUser as refreshUserVerb } from '#lib/domain/users/refresh-user.ts';
import { defineAction } from './define-action.ts';

export const createUser = defineAction('createUser', createUserVerb);
export const createThere = defineAction('createThere', createThereVerb);
export const findIds = defineAction('findIds', findIdsVerb);
export const linkIdentity = defineAction('linkIdentity', linkIdentityVerb);
export const refreshUser = defineAction('refreshUser', refreshUserVerb);

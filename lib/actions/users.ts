'use server';
import { createUser as createUserVerb } from '#lib/domain/users/create-user.ts';
import { linkIdentity as linkIdentityVerb } from '#lib/domain/users/link-identity.ts';
import { refreshUser as refreshUserVerb } from '#lib/domain/users/refresh-user.ts';
import { defineAction } from './define-action.ts';

export const createUser = defineAction('createUser', createUserVerb);
export const linkIdentity = defineAction('linkIdentity', linkIdentityVerb);
export const refreshUser = defineAction('refreshUser', refreshUserVerb);

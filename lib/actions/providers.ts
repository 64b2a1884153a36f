'use server';
/** What can be asked of a provider as a whole. */
import { checkProvider as checkProviderVerb } from '#lib/domain/provider-status/check-provider.ts';
import { defineAction } from './define-action.ts';

export const checkProvider = defineAction('checkProvider', checkProviderVerb);

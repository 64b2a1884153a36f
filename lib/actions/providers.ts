'use server';
import { checkProvider as checkProviderVerb } from '#lib/domain/provider-status/check-provider.ts';
import { defineAction } from './define-action.ts';

export const checkProvider = defineAction('checkProvider', checkProviderVerb);

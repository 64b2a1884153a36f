'use server';
/** What is said about tags in the catalogue. */
import { markTag as markTagVerb } from '#lib/domain/tags/mark-tag.ts';
import { defineAction } from './define-action.ts';

/** `markTagInput` → null. */
export const markTag = defineAction('markTag', markTagVerb);

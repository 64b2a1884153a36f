'use server';
import { markTag as markTagVerb } from '#lib/domain/tags/mark-tag.ts';
import { defineAction } from './define-action.ts';

export const markTag = defineAction('markTag', markTagVerb);

'use server';
import { planTag as planTagVerb } from '#lib/domain/runs/plan-tag.ts';
import { decideTagPair as decideTagPairVerb } from '#lib/domain/tags/decide-tag-pair.ts';
import { describeTag as describeTagVerb } from '#lib/domain/tags/describe-tag.ts';
import { markTag as markTagVerb } from '#lib/domain/tags/mark-tag.ts';
import { defineAction } from './define-action.ts';

export const decideTagPair = defineAction('decideTagPair', decideTagPairVerb);
export const describeTag = defineAction('describeTag', describeTagVerb);
export const markTag = defineAction('markTag', markTagVerb);
/** Planned in the background, as by `createRun`. */
export const planTag = defineAction('planTag', planTagVerb);

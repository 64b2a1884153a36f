'use server';
import { lookAtPeople as lookAtPeopleVerb } from '#lib/domain/pulls/look-at-people.ts';
import { schedulePull as schedulePullVerb } from '#lib/domain/pulls/schedule-pull.ts';
import { startPull as startPullVerb } from '#lib/domain/pulls/start-pull.ts';
import {
  cancelPull as cancelPullVerb,
  pausePull as pausePullVerb,
  resumePull as resumePullVerb,
} from '#lib/domain/pulls/steer-pull.ts';
import { defineAction } from './define-action.ts';

/** Keeps nothing. */
export const lookAtPeople = defineAction('lookAtPeople', lookAtPeopleVerb);
/** A worker carries it out. */
export const startPull = defineAction('startPull', startPullVerb);
export const pausePull = defineAction('pausePull', pausePullVerb);
/** Also confirms one that asks whether to go on. */
export const resumePull = defineAction('resumePull', resumePullVerb);
export const cancelPull = defineAction('cancelPull', cancelPullVerb);
export const schedulePull = defineAction('schedulePull', schedulePullVerb);

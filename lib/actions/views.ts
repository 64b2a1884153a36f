'use server';
import { changeView as changeViewVerb } from '#lib/domain/views/change-view.ts';
import { deleteView as deleteViewVerb } from '#lib/domain/views/delete-view.ts';
import { saveView as saveViewVerb } from '#lib/domain/views/save-view.ts';
import { defineAction } from './define-action.ts';

export const saveView = defineAction('saveView', saveViewVerb);
export const changeView = defineAction('changeView', changeViewVerb);
export const deleteView = defineAction('deleteView', deleteViewVerb);

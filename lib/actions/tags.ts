'use server';
import { createCatalogueTag as createCatalogueTagVerb } from '#lib/domain/tags/create-catalogue-tag.ts';
import { editTags as editTagsVerb } from '#lib/domain/tags/edit-tags.ts';
import { saveProfile as saveProfileVerb } from '#lib/domain/tags/save-profile.ts';
import { defineAction } from './define-action.ts';

export const editTags = defineAction('editTags', editTagsVerb);
export const saveProfile = defineAction('saveProfile', saveProfileVerb);
export const createCatalogueTag = defineAction('createCatalogueTag', createCatalogueTagVerb);

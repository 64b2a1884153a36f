'use server';
import { undoImport as undoImportVerb } from '#lib/domain/imports/undo-import.ts';
import { defineAction } from './define-action.ts';

/** Works for some seconds; call again until `done`. */
export const undoImport = defineAction('undoImport', undoImportVerb);

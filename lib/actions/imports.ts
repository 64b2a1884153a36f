'use server';
/** What can be done about a file that was loaded. */
import { undoImport as undoImportVerb } from '#lib/domain/imports/undo-import.ts';
import { defineAction } from './define-action.ts';

/** `undoImportInput` → `UndoReport`. It goes on for some seconds; call again until it is done. */
export const undoImport = defineAction('undoImport', undoImportVerb);

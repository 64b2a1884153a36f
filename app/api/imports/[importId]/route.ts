/** GET /api/imports/…: an import and what undoing it would do now, as `ImportToUndo`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { findImportToUndo } from '#lib/imports/undo-import.ts';

export const GET = jsonRoute((context, { importId }) => findImportToUndo(context, Number(importId)));

/** GET /api/imports/…: an import and what undoing it would do now, as `ImportToUndo`. */

import { findImportToUndo } from '#lib/domain/imports/undo-import.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute((context, { importId }) => findImportToUndo(context, Number(importId)));

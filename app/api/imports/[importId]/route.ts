import { findImportToUndo } from '#lib/domain/imports/undo-import.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute((context, { importId }) => findImportToUndo(context, Number(importId)));

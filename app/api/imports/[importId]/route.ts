/** GET /api/imports/…: an import and what undoing it would do now, as `ImportToUndo`. */
import { withContext } from '#lib/auth/route-context.ts';
import { findImportToUndo } from '#lib/imports/undo-import.ts';

export const GET = withContext<{ importId: string }>(async (context, _request, { importId }) =>
  Response.json(await findImportToUndo(context, Number(importId)), {
    headers: { 'cache-control': 'no-store' },
  }),
);

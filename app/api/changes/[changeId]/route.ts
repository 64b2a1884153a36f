import { withContext } from '#lib/auth/route-context.ts';
import { findChange } from '#lib/changes/find-change.ts';

/** The requests and answers behind one line of the ledger: `HistoryDetail`. */
export const GET = withContext<{ changeId: string }>(async (context, _request, { changeId }) => {
  return Response.json(await findChange(context, Number(changeId)), {
    headers: { 'cache-control': 'no-store' },
  });
});

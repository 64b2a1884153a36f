/** GET /api/history/actors: names of everybody who ever did something, for the choice of a filter. */
import { withContext } from '#lib/auth/route-context.ts';
import { listActors } from '#lib/changes/list-actors.ts';

export const GET = withContext(async (context) =>
  Response.json(await listActors(context), { headers: { 'cache-control': 'no-store' } }),
);

import { withContext } from '#lib/auth/route-context.ts';
import { findMissingLabel } from '#lib/tags/find-missing-label.ts';

/** Whether the provider's own catalogue lacks a label: `MissingLabel`. Query: `provider`, `key`. */
export const GET = withContext(async (context, request) => {
  const { searchParams } = new URL(request.url);
  const answer = await findMissingLabel(context, Object.fromEntries(searchParams));
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
});

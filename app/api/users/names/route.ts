/** GET /api/users/names?wanted=&text=: members or runs that the search box offers, as `NameSuggestion[]`. */
import { withContext } from '#lib/auth/route-context.ts';
import { suggestNames } from '#lib/users/suggest-names.ts';

export const GET = withContext(async (context, request) => {
  const names = await suggestNames(context, Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(names, { headers: { 'cache-control': 'no-store' } });
});

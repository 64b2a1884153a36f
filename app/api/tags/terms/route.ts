/** GET /api/tags/terms?wanted=&provider=&key=&text=: what the search box offers, as `TermSuggestion[]`. */
import { withContext } from '#lib/auth/route-context.ts';
import { suggestTerms } from '#lib/catalogue/suggest-terms.ts';

export const GET = withContext(async (context, request) => {
  const { searchParams } = new URL(request.url);
  const suggestions = await suggestTerms(context, Object.fromEntries(searchParams));
  return Response.json(suggestions, { headers: { 'cache-control': 'no-store' } });
});

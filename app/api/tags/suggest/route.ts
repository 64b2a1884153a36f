import { withContext } from '#lib/auth/route-context.ts';
import { suggestTags } from '#lib/tags/suggest-tags.ts';

/** What autocomplete offers: `TagSuggestion[]`. Query: `provider`, `text`, and `key` for the values of a key. */
export const GET = withContext(async (context, request) => {
  const { searchParams } = new URL(request.url);
  const suggestions = await suggestTags(context, Object.fromEntries(searchParams));
  return Response.json(suggestions, { headers: { 'cache-control': 'no-store' } });
});

/** GET /api/tags/suggest?provider=&text=&key=: what autocomplete offers, with `key` the values of a key, as `TagSuggestion[]`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { suggestTags } from '#lib/tags/suggest-tags.ts';

export const GET = jsonRoute(suggestTags);

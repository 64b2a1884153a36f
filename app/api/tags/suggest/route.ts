/** GET /api/tags/suggest?provider=&text=&key=: what autocomplete offers, with `key` the values of a key, as `TagSuggestion[]`. */

import { suggestTags } from '#lib/domain/tags/suggest-tags.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(suggestTags);

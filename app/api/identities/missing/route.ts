import { listMissing } from '#lib/domain/identities/list-missing.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

/** GET ?run=&without=&after=&limit= */
export const GET = jsonRoute(listMissing, (asked) => ({
  run: Number(asked.get('run')),
  without: asked.get('without') ?? '',
  ...(asked.has('after') ? { after: Number(asked.get('after')) } : {}),
  ...(asked.has('limit') ? { limit: Number(asked.get('limit')) } : {}),
}));

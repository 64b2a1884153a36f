import { listOtherNames } from '#lib/domain/identities/list-other-names.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

/** GET ?after= */
export const GET = jsonRoute(listOtherNames, (asked) => ({ after: Number(asked.get('after') ?? 0) }));

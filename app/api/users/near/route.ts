/** GET /api/users/near?text= */

import { findNearNames } from '#lib/domain/users/find-near-names.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(findNearNames);

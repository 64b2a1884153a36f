/** GET /api/tags/missing?provider=&key= */

import { findMissingLabel } from '#lib/domain/tags/find-missing-label.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(findMissingLabel);

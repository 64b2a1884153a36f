/** GET /api/tags/missing?provider=&key=: whether the provider's own catalogue lacks a label, as `MissingLabel`. */

import { findMissingLabel } from '#lib/domain/tags/find-missing-label.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(findMissingLabel);

/** GET /api/tags/missing?provider=&key=: whether the provider's own catalogue lacks a label, as `MissingLabel`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { findMissingLabel } from '#lib/tags/find-missing-label.ts';

export const GET = jsonRoute(findMissingLabel);

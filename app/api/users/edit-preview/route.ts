/** GET /api/users/edit-preview?users=1,2&provider=&verb=&key=&value= */

import { previewSelection } from '#lib/domain/runs/preview-selection.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(previewSelection);

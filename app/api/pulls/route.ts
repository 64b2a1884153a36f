import { listPulls } from '#lib/domain/pulls/list-pulls.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listPulls);

import { listDrift } from '#lib/domain/drift/list-drift.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listDrift);

import { countCases } from '#lib/domain/identities/list-cases.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(countCases);

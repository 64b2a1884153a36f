import { listProviderStatus } from '#lib/domain/provider-status/list-provider-status.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listProviderStatus);

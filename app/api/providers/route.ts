/** GET /api/providers: how the four providers are, as `ProviderStatus[]`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { listProviderStatus } from '#lib/provider-status/list-provider-status.ts';

export const GET = jsonRoute(listProviderStatus);

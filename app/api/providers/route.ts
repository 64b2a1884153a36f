/** GET /api/providers: how the four providers are, as `ProviderStatus[]`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listProviderStatus } from '#lib/provider-status/list-provider-status.ts';

export const GET = withContext(async (context) =>
  Response.json(await listProviderStatus(context), { headers: { 'cache-control': 'no-store' } }),
);

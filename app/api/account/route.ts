/** GET /api/account: the member's own account, as `OwnAccount`. */
import { readAccount } from '#lib/account/read-account.ts';
import { withContext } from '#lib/auth/route-context.ts';

export const GET = withContext(async (context) =>
  Response.json(await readAccount(context), { headers: { 'cache-control': 'no-store' } }),
);

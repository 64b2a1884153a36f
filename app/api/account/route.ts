/** GET /api/account: the member's own account, as `OwnAccount`. */
import { readAccount } from '#lib/account/read-account.ts';
import { jsonRoute } from '#lib/http/json-route.ts';

export const GET = jsonRoute((context) => readAccount(context));

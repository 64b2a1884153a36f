import { readAccount } from '#lib/domain/members/read-account.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute((context) => readAccount(context));

/** GET /api/users/…/history?before=; `before`: from `nextBefore`. */
import { listUserHistory } from '#lib/domain/history/list-user-history.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

const pageSize = 30;

export const GET = jsonRoute((context, { userId, before }) =>
  listUserHistory(context, {
    userId: Number(userId),
    ...(before === undefined ? {} : { before: Number(before) }),
    limit: pageSize,
  }),
);

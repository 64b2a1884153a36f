import { findChange } from '#lib/domain/history/find-change.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute((context, { changeId }) => findChange(context, Number(changeId)));

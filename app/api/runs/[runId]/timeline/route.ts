import { readRunQuery } from '#lib/domain/runs/read-run-query.ts';
import { readTimeline } from '#lib/domain/runs/read-timeline.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(readTimeline, readRunQuery);

/** GET /api/runs/…/timeline: outcomes over the time of the run, as `RunTimeline`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { readRunQuery } from '#lib/runs/read-run-query.ts';
import { readTimeline } from '#lib/runs/read-timeline.ts';

export const GET = jsonRoute(readTimeline, readRunQuery);

import { countWaiting } from '#lib/domain/history/count-waiting.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(countWaiting);

/** GET /api/health: 200 once the app, its database and its worker work, else 503 with what does not. */
import { readHealth } from '#lib/health/read-health.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const health = await readHealth();
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}

/** GET /api/health/ready: 200 when this instance can take requests, else 503 with what is missing; for load balancers. */
import { readReadiness } from '#lib/health/read-readiness.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const readiness = await readReadiness();
  return Response.json(readiness, {
    status: readiness.status === 'ready' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}

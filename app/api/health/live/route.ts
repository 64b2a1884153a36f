/** GET /api/health/live: 200 as long as this process answers at all; for whoever restarts what hangs. */
export const dynamic = 'force-dynamic';

export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}

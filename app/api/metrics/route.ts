/** For Prometheus, with TAGDESK_METRICS_TOKEN; without that setting not found. */
import { metricsAccess, readMetrics } from '#lib/platform/metrics/read-metrics.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  const token = process.env.TAGDESK_METRICS_TOKEN ?? null;
  const access = metricsAccess(request.headers.get('authorization'), token);
  if (access === 'off') return new Response('Not found.\n', { status: 404 });
  if (access === 'refused') {
    return new Response('The token is wrong.\n', { status: 401, headers: { 'www-authenticate': 'Bearer' } });
  }
  return new Response(await readMetrics(), {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
  });
}

import { processSettings } from '#lib/platform/runtime.ts';
import { AppError } from '#lib/shared/errors.ts';

/**
 * Browsers send Origin with a POST; programs send none, and no one's cookies by accident. `appUrl`: the
 * public URL.
 */
export function isOwnRequest(headers: Pick<Headers, 'get'>, appUrl: string | null): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (origin === null) return site === null || site === 'same-origin' || site === 'none';
  const parsed = URL.parse(origin);
  if (!parsed) return false;
  return (
    parsed.host === headers.get('host') || (appUrl !== null && parsed.origin === URL.parse(appUrl)?.origin)
  );
}

/** Throws AppError `forbidden`. */
export function requireSameOrigin(headers: Headers, appUrl: string | null = processSettings().appUrl): void {
  if (isOwnRequest(headers, appUrl)) return;
  throw new AppError('forbidden', 'This request came from another site and was refused.');
}

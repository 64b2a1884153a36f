/** Refuses what another site made a member's browser send. Server actions have this from Next; other writes need it. */
import { AppError } from '#lib/errors.ts';
import { processSettings } from '#lib/runtime.ts';

/**
 * Browsers name the page that sends a POST; programs name none, and carry no one's cookies by accident. Throws
 * AppError `forbidden`.
 */
export function requireSameOrigin(headers: Headers, appUrl: string | null = processSettings().appUrl): void {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  const isOwn =
    origin === null
      ? site === null || site === 'same-origin' || site === 'none'
      : isOwnOrigin(origin, headers.get('host'), appUrl);
  if (!isOwn) throw new AppError('forbidden', 'This request came from another site and was refused.');
}

function isOwnOrigin(origin: string, host: string | null, appUrl: string | null): boolean {
  const parsed = URL.parse(origin);
  if (!parsed) return false;
  return parsed.host === host || (appUrl !== null && parsed.origin === URL.parse(appUrl)?.origin);
}

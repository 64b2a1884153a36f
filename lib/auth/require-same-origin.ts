/** Refuses what another site made a member's browser send. */
import { AppError } from '#lib/errors.ts';
import { processSettings } from '#lib/runtime.ts';
import { isOwnRequest } from './own-origin.ts';

/** Throws AppError `forbidden`. */
export function requireSameOrigin(headers: Headers, appUrl: string | null = processSettings().appUrl): void {
  if (isOwnRequest(headers, appUrl)) return;
  throw new AppError('forbidden', 'This request came from another site and was refused.');
}

/** Puts an id from elsewhere into a URL path. */
import { ProviderError } from './errors.ts';
import type { ProviderId } from './ids.ts';

/** `text`, percent-encoded. Throws ProviderError `invalid` for what a URL would swallow: nothing, `.` and `..`. */
export function pathSegment(provider: ProviderId, text: string): string {
  if (text === '' || text === '.' || text === '..' || !text.isWellFormed()) {
    throw new ProviderError(provider, 'invalid', `“${text}” cannot be part of an address.`);
  }
  return encodeURIComponent(text);
}

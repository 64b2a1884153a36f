import { ProviderError } from './errors.ts';
import type { ProviderId } from './ids.ts';

/** Percent-encoded. Throws ProviderError `invalid` for what a URL drops: nothing, `.` and `..`. */
export function pathSegment(provider: ProviderId, text: string): string {
  if (text === '' || text === '.' || text === '..' || !text.isWellFormed()) {
    throw new ProviderError(provider, 'invalid', `“${text}” cannot be part of an address.`);
  }
  return encodeURIComponent(text);
}

import type { Context } from '#lib/platform/context.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagProvider } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError } from '#lib/shared/errors.ts';

/** Throws AppError `not-connected`. */
export function requireConnected(context: Context, provider: ProviderId): TagProvider {
  const client = context.providers.get(provider);
  if (!client) {
    throw new AppError(
      'not-connected',
      `${capabilitiesOf(provider).label} is not connected: an administrator can add its credentials.`,
    );
  }
  return client;
}

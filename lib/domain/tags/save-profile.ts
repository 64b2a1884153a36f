/** Sends a user's profile to a provider that keeps one (Vero's identify), as a change. */

import { runChange } from '#lib/domain/changes/run-change.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Profile } from '#lib/providers/contract.ts';
import type { ChangeReport } from '#lib/shared/changes.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { type SaveProfileInput, saveProfileInput } from '#lib/shared/tags.ts';
import { requireConnected } from '../changes/require-connected.ts';

/** Throws AppError `forbidden`, `invalid`, `not-found`, `not-connected`. */
export async function saveProfile(context: Context, input: unknown): Promise<ChangeReport> {
  requirePermission(context, 'profile:edit');
  const asked = parseInput(saveProfileInput, input);
  const { hasProfile, label } = capabilitiesOf(asked.provider);
  if (!hasProfile)
    throw new AppError('invalid', `${label} keeps no profile.`, { provider: `${label} keeps no profile.` });
  requireConnected(context, asked.provider);
  const { userId, provider } = asked;
  return runChange(context, { userId, provider, operations: [], profile: profileOf(asked), note: '' });
}

/** An empty e-mail is not sent: the provider's stays. */
function profileOf({ email, data, channels }: SaveProfileInput): Profile {
  return {
    ...(email ? { email } : {}),
    ...(data.length > 0 ? { data: Object.fromEntries(data.map(({ key, value }) => [key, value])) } : {}),
    ...(channels.length > 0 ? { channels } : {}),
  };
}

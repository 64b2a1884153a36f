/** Reads a user's tags at readable providers into the mirror. */
import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { identities } from '#lib/platform/db/schema/users.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { refreshUserInput } from '#lib/shared/users.ts';
import { readIdentity } from './read-identity.ts';
import { readOrTell } from './readings.ts';

/** `drift`: differing tags. `message`: the provider's words, or why not read. `reading`: ask again. */
export type RefreshReport = {
  provider: ProviderId;
  state: 'read' | 'reading' | 'unsupported' | 'not-connected' | 'failed';
  message: string | null;
  drift: number;
};

/** One report per identity. Throws AppError `forbidden`, `invalid`, `not-found`. */
export async function refreshUser(context: Context, input: unknown): Promise<RefreshReport[]> {
  requirePermission(context, 'tags:refresh');
  const { userId, provider } = parseInput(refreshUserInput, input);
  const held = await context.database.select().from(identities).where(eq(identities.userId, userId));
  const asked = held.filter((identity) => provider === null || identity.provider === provider);
  if (asked.length === 0) throw new AppError('not-found', 'There is no such identity to read.');
  return Promise.all(asked.map((identity) => report(context, identity)));
}

async function report(context: Context, identity: typeof identities.$inferSelect): Promise<RefreshReport> {
  const { provider } = identity;
  const { label } = capabilitiesOf(provider);
  const client = context.providers.get(provider);
  if (!client) return { provider, state: 'not-connected', message: `${label} is not connected.`, drift: 0 };
  try {
    const read = (onProgress?: Parameters<typeof readIdentity>[3]) =>
      readIdentity(context, client, identity.id, onProgress);
    // Progress only for callers who can ask again.
    const told = context.finishLater
      ? await readOrTell(context.database, identity.id, read)
      : { drift: await read() };
    if ('drift' in told) return { provider, state: 'read', message: null, drift: told.drift };
    const { page, pages } = told.progress;
    const message = `Looking through ${label}’s list: page ${page} of ${pages}`;
    return { provider, state: 'reading', message, drift: 0 };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const state = error.code === 'unsupported' ? 'unsupported' : 'failed';
    return { provider, state, message: error.message, drift: 0 };
  }
}

/** Adds a tag to a provider's own catalogue (Capillary's labels). */

import { insertEvent, recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { log } from '#lib/platform/log/log.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { createCatalogueTagInput } from '#lib/shared/tags.ts';
import { requireConnected } from '../changes/require-connected.ts';
import { type AskedTag, isInCatalogue, recordShown } from './catalogue-outcome.ts';

/**
 * Recorded before it is sent, and its outcome after. Throws AppError `forbidden`, `invalid`, `not-connected`,
 * `conflict` (the provider's words), `too-slow` (no definite answer: the worker looks at the catalogue).
 */
export async function createCatalogueTag(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'catalogue:edit');
  const asked = parseInput(createCatalogueTagInput, input);
  const { provider } = asked;
  const key = asked.key.trim();
  const { label, hasCatalogue } = capabilitiesOf(provider);
  if (!hasCatalogue) throw new AppError('invalid', `${label} has no catalogue of its own.`);
  const client = requireConnected(context, provider);
  const { database, actor } = context;
  const by = { memberId: actor.memberId, actor: actor.name, subject: provider };
  const id = await insertEvent(database, { ...by, kind: 'catalogue-tag.asked', detail: { key } });
  const detail = { key, asked: id };
  try {
    await client.createCatalogueTag({ key, value: null });
  } catch (error) {
    if (error instanceof ProviderError && !error.mayHaveApplied) {
      const reason = error.message;
      await recordEvent(database, { ...by, kind: 'catalogue-tag.refused', detail: { ...detail, reason } });
      throw new AppError('conflict', `${label} did not add “${key}” to its catalogue: ${reason}`);
    }
    if (!(error instanceof ProviderError)) log.error('A provider client threw', { error });
    const reason = error instanceof ProviderError ? error.message : 'Tagdesk failed while sending.';
    await recordEvent(database, { ...by, kind: 'catalogue-tag.unknown', detail: { ...detail, reason } });
    await lookOnce(context, { id, provider, key }, reason);
    return null;
  }
  await recordEvent(database, { ...by, kind: 'catalogue-tag.created', detail });
  return null;
}

/** Resolves where the catalogue shows the tag. Throws AppError `too-slow` where it does not. */
async function lookOnce(
  context: Context,
  asked: Omit<AskedTag, 'id'> & { id: number | null; provider: ProviderId },
  reason: string,
): Promise<void> {
  const { label, nouns } = capabilitiesOf(asked.provider);
  const isShown = await isInCatalogue(context.providers, asked);
  if (isShown) return recordShown(context.database, asked);
  const seen = isShown === null ? 'It could not be read just now' : 'It does not show it so far';
  throw new AppError(
    'too-slow',
    `Whether ${label} added “${asked.key}” to its catalogue is not known: ${reason} ${seen}. Tagdesk looks again by itself and notes in the history what it finds; give the ${nouns.tag} once it is there.`,
  );
}

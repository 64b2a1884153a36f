/** Adds a tag to the organisation's catalogue at a provider that has one (Capillary's labels). */
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { recordEvent } from '#lib/auth/record-event.ts';
import { AppError, parseInput } from '#lib/errors.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import { requireConnected } from './require-connected.ts';
import { createCatalogueTagInput } from './schemas.ts';

/** Throws AppError `forbidden`, `invalid`, `not-connected`, or `conflict` with the provider's words. */
export async function createCatalogueTag(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'catalogue:edit');
  const { provider, key } = parseInput(createCatalogueTagInput, input);
  const { label, hasCatalogue } = capabilitiesOf(provider);
  if (!hasCatalogue) throw new AppError('invalid', `${label} has no catalogue of its own.`);
  try {
    await requireConnected(context, provider).createCatalogueTag({ key: key.trim(), value: null });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new AppError('conflict', `${label} answered: ${error.message}`);
  }
  await recordEvent(context.database, {
    kind: 'catalogue-tag-created',
    memberId: context.actor.memberId,
    actor: context.actor.name,
    subject: provider,
    detail: { key: key.trim() },
  });
  return null;
}

/** A harmless call that proves address and credentials. */

import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { checkProviderInput, type ProviderCheck } from '#lib/shared/provider-status.ts';

/** A refusal is a result, not an error. Throws AppError `forbidden`, `invalid`, `not-connected`. */
export async function checkProvider(context: Context, input: unknown): Promise<ProviderCheck> {
  requirePermission(context, 'providers:check');
  const { provider } = parseInput(checkProviderInput, input);
  const { label } = capabilitiesOf(provider);
  const client = context.providers.get(provider);
  if (!client) throw new AppError('not-connected', `${label} is not connected.`);
  const by = { memberId: context.actor.memberId, actor: context.actor.name, subject: provider };
  // Recorded first: at Vero the check is an edit without tags.
  await recordEvent(context.database, { ...by, kind: 'provider.check-asked' });
  const check = await client.check().then(
    () => ({ ok: true, message: `${label} answered and takes the credentials.` }),
    (error: unknown) => ({ ok: false, message: explain(error, label) }),
  );
  await recordEvent(context.database, { ...by, kind: 'provider.checked', detail: { ok: check.ok } });
  return check;
}

function explain(error: unknown, label: string): string {
  if (!(error instanceof ProviderError)) throw error;
  const meaning =
    error.code === 'unauthorized' || error.code === 'forbidden'
      ? ` ${label} does not take the credentials: an admin should look at its settings.`
      : '';
  return `${error.message}${meaning}`;
}

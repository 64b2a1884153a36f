/** Makes a user known at a provider: made of their id, or identified by their profile, as a line of the ledger. */
import { recordChange } from '#lib/domain/changes/record-change.ts';
import { requireConnected } from '#lib/domain/changes/require-connected.ts';
import { requireIdentity } from '#lib/domain/changes/require-identity.ts';
import { carryOut, runChange } from '#lib/domain/changes/run-change.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeReport } from '#lib/shared/changes.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { createThereInput } from '#lib/shared/users.ts';

type Linked = { id: number; userId: number; provider: ProviderId; externalId: string };

const created = { operations: [], note: '' };

/**
 * In the transaction that notes the id, so that neither is there without the other; should the process die,
 * the worker sends it. Gives the line.
 */
export function recordCreation(
  transaction: Queryable,
  { actor, origin = null }: Context,
  identity: Linked,
  email: string,
): Promise<number> {
  const what = capabilitiesOf(identity.provider).canCreate
    ? { creates: true }
    : { profile: email === '' ? {} : { email } };
  return recordChange(transaction, { ...created, ...what, actor, origin, identity });
}

export function sendCreation(context: Context, line: number): Promise<ChangeReport> {
  return carryOut(context, { id: line, claimed: null });
}

/**
 * For an id that is noted already. Whoever is there stays as they are. Throws AppError `invalid` (no such
 * call), `not-found`, `not-connected`.
 */
export async function createThere(context: Context, input: unknown): Promise<ChangeReport> {
  requirePermission(context, 'users:create');
  const { userId, provider } = parseInput(createThereInput, input);
  const { canCreate, label } = capabilitiesOf(provider);
  const message = `${label} has no call that makes a user.`;
  if (!canCreate) throw new AppError('invalid', message, { provider: message });
  requireConnected(context, provider);
  await requireIdentity(context.database, userId, provider);
  return runChange(context, { ...created, userId, provider, creates: true });
}

import { runChange } from '#lib/domain/changes/run-change.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeReport } from '#lib/shared/changes.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { isOdd, settleKeys } from '#lib/shared/odd-keys.ts';
import { editTagsInput } from '#lib/shared/tags.ts';
import { requireConnected } from '../changes/require-connected.ts';
import { findKeysOf } from './find-held-keys.ts';

/** Throws AppError `forbidden`, `invalid` (with fields), `not-found`, `not-connected`; what the provider says is in the report. */
export async function editTags(context: Context, input: unknown): Promise<ChangeReport> {
  requirePermission(context, 'tags:edit');
  const { userId, provider, operations: asked, note } = parseInput(editTagsInput, input);
  requireConnected(context, provider);
  const operations = await requireKeys(context, userId, provider, asked);
  return runChange(context, { userId, provider, operations, note });
}

/** A key against the rules that this user does not hold is refused before anything is recorded. */
async function requireKeys(
  context: Context,
  userId: number,
  provider: ProviderId,
  asked: readonly Operation[],
): Promise<Operation[]> {
  const rule = context.providers.keyRule(provider);
  const odd = asked.filter((operation) => isOdd(provider, operation, rule)).map(({ key }) => key);
  const held = await findKeysOf(context.database, userId, provider, odd);
  const { operations, faults } = settleKeys(provider, asked, { rule, isHeld: (key) => held.has(key) });
  const [first] = faults;
  if (!first) return operations;
  const fields = faults.map(({ position, message }) => [`operations.${position}.key`, message]);
  throw new AppError('invalid', first.message, Object.fromEntries(fields));
}

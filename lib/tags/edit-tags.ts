/** Adds, updates, sets or removes tags of one user at one provider: the single edit. */
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { runChange } from '#lib/changes/run-change.ts';
import type { ChangeReport } from '#lib/changes/schemas.ts';
import { AppError, parseInput } from '#lib/errors.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { requireConnected } from './require-connected.ts';
import { editTagsInput } from './schemas.ts';

/** Throws AppError `forbidden`, `invalid` (with fields), `not-found`, `not-connected`; what the provider says is in the report. */
export async function editTags(context: Context, input: unknown): Promise<ChangeReport> {
  requirePermission(context, 'tags:edit');
  const { userId, provider, operations, note } = parseInput(editTagsInput, input);
  requireConnected(context, provider);
  requireKnownKeys(context, provider, operations);
  return runChange(context, { userId, provider, operations, note });
}

/** Where keys come from a fixed list (Cerego's types), a key outside of it is refused before anything is recorded. */
function requireKnownKeys(context: Context, provider: ProviderId, operations: readonly Operation[]): void {
  const rule = context.providers.keyRule(provider);
  if (!rule) return;
  operations.forEach((operation, position) => {
    const verdict = rule.safeParse(operation.key);
    const message = verdict.error?.issues[0]?.message;
    if (message) throw new AppError('invalid', message, { [`operations.${position}.key`]: message });
  });
}

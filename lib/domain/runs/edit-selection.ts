import { requireConnected } from '#lib/domain/changes/require-connected.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { maxEditedAtOnce } from '#lib/shared/permissions.ts';
import { editSelectionInput, type RunOperation } from '#lib/shared/run-inputs.ts';
import { confirmationOf, markedTags } from './confirmation.ts';
import { requireKeys, titleOfOperations } from './create-run.ts';
import { requireLabels, runAtOnce } from './run-at-once.ts';

/**
 * A few users' tags, at once: a run that needs no plan to be looked at. Throws AppError `forbidden` (also for
 * more users than the role allows), `invalid`, `not-connected`, `conflict` (nobody would be changed).
 */
export async function editSelection(context: Context, input: unknown): Promise<{ runId: number }> {
  const { userIds, operations, note, confirmCount } = await readSelectionEdit(context, input);
  const run = {
    name: '',
    note,
    title: titleOfOperations(operations),
    source: { kind: 'users' as const, userIds, direct: true as const },
    operations,
  };
  return runAtOnce(context, run, async (transaction, plans, runId) => {
    if (!plans.some(({ change }) => change > 0))
      throw new AppError('conflict', 'There is nothing to do: nobody selected would be changed.');
    const confirmation = confirmationOf(plans, await markedTags(transaction, runId));
    if (confirmation && confirmation.count !== confirmCount) {
      const message = `Type ${confirmation.count} to confirm. ${confirmation.why}`;
      throw new AppError('invalid', message, { confirmCount: message });
    }
  });
}

type SelectionEdit = {
  userIds: number[];
  operations: RunOperation[];
  note: string;
  confirmCount: number | null;
};

/** Permission, limit and rules. */
export async function readSelectionEdit(context: Context, input: unknown): Promise<SelectionEdit> {
  requirePermission(context, 'tags:edit-selection');
  const { userIds: given, operations: asked, ...rest } = parseInput(editSelectionInput, input);
  const userIds = [...new Set(given)];
  const max = maxEditedAtOnce(context.actor.role);
  if (userIds.length > max)
    throw new AppError(
      'forbidden',
      `Your role (${context.actor.role}) may change at most ${max} users at once.`,
    );
  if (asked.length === 0)
    throw new AppError('invalid', 'Say what to change.', { operations: 'Say what to change.' });
  for (const { provider } of asked) requireConnected(context, provider);
  const operations = await requireKeys(context, asked);
  await requireLabels(context, operations);
  return { ...rest, userIds, operations };
}

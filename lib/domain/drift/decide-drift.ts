import { insertEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { acceptDriftInput } from '#lib/shared/drift.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { closePicked, decidedAlready, requirePicked } from './picked.ts';

/** `count`: differences decided; those that somebody else decided meanwhile are not. */
export type DriftDecided = { count: number };

/** Theirs counts: the mirror shows it already. Throws AppError `forbidden`, `invalid`, `conflict`. */
export function acceptDrift(context: Context, input: unknown): Promise<DriftDecided> {
  return decide(context, input, 'accepted');
}

/** Nobody is asked until it differs otherwise. Throws as `acceptDrift`. */
export function ignoreDrift(context: Context, input: unknown): Promise<DriftDecided> {
  return decide(context, input, 'ignored');
}

async function decide(
  context: Context,
  input: unknown,
  state: 'accepted' | 'ignored',
): Promise<DriftDecided> {
  requirePermission(context, 'drift:decide');
  const picked = parseInput(acceptDriftInput, input);
  await requirePicked(context, picked);
  const { actor } = context;
  return inTransaction(context.database, async (transaction) => {
    const closed = await closePicked(transaction, picked, { state, by: actor.name });
    const [first] = closed;
    if (!first) throw decidedAlready();
    const isOneTag = closed.every(({ provider, key }) => provider === first.provider && key === first.key);
    await insertEvent(transaction, {
      kind: `drift.${state}`,
      memberId: actor.memberId,
      actor: actor.name,
      subject: isOneTag ? first.provider : '',
      detail: {
        count: closed.length,
        key: isOneTag ? first.key : null,
        userId: closed.length === 1 ? first.userId : null,
      },
    });
    return { count: closed.length };
  });
}

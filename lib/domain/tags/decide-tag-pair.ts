/** What was decided about two tags that may be one is remembered. */
import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { decideTagPairInput } from '#lib/shared/catalogue.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';

/** Says that two tags are not the same, or takes it back. Throws AppError `forbidden`, `invalid`, `not-found`. */
export async function decideTagPair(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'catalogue:edit');
  const { tagId, otherId, verdict } = parseInput(decideTagPairInput, input);
  const { actor } = context;
  await inTransaction(context.database, async (transaction) => {
    const found = await runStatement<TagText & { id: number; provider: ProviderId }>(
      transaction,
      sql`select id, provider, key, value from tags where id in (${tagId}::int, ${otherId}::int) order by id`,
    );
    const [first, second] = found;
    if (!first || !second) throw new AppError('not-found', 'Tag not found.');
    const kind = first.provider === second.provider ? 'similar' : 'meaning';
    const by = verdict === 'open' ? sql`null, null, null` : sql`${actor.name}, ${actor.memberId}, now()`;
    await transaction.execute(sql`
      insert into tag_pairs (first_id, second_id, kind, verdict, decided_by, member_id, decided_at)
      values (${first.id}, ${second.id}, ${kind}, ${verdict}, ${by})
      on conflict (first_id, second_id) do update set verdict = excluded.verdict, decided_by = excluded.decided_by,
        member_id = excluded.member_id, decided_at = excluded.decided_at`);
    await recordEvent(transaction, {
      kind: 'tag-pair.decided',
      memberId: actor.memberId,
      actor: actor.name,
      subject: first.provider,
      detail: {
        ...{ key: first.key, value: first.value, verdict },
        ...{ other: second.provider, otherKey: second.key, otherValue: second.value },
      },
    });
  });
  return null;
}

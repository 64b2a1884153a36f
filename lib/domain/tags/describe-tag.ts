/** What a tag means, in the words of whoever uses it. */
import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { tags } from '#lib/platform/db/schema/users.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { describeTagInput } from '#lib/shared/catalogue.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';

/** Throws AppError `forbidden`, `invalid`, `not-found`. */
export async function describeTag(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'catalogue:describe');
  const { tagId, description } = parseInput(describeTagInput, input);
  await inTransaction(context.database, async (transaction) => {
    const [tag] = await transaction
      .update(tags)
      .set({ description })
      .where(eq(tags.id, tagId))
      .returning({ provider: tags.provider, key: tags.key, value: tags.value });
    if (!tag) throw new AppError('not-found', 'Tag not found.');
    await recordEvent(transaction, {
      kind: 'tag.described',
      memberId: context.actor.memberId,
      actor: context.actor.name,
      subject: tag.provider,
      detail: { key: tag.key, value: tag.value, description },
    });
  });
  return null;
}

/** Marks a tag whose change has effects elsewhere: an e-mail goes out, a course opens. */
import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { tags } from '#lib/platform/db/schema/users.ts';
import { markTagInput } from '#lib/shared/catalogue.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';

/** Throws AppError `forbidden`, `invalid`, `not-found`. */
export async function markTag(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'catalogue:edit');
  const { tagId, hasEffects } = parseInput(markTagInput, input);
  const [tag] = await context.database
    .update(tags)
    .set({ hasEffects })
    .where(eq(tags.id, tagId))
    .returning({ provider: tags.provider, key: tags.key, value: tags.value });
  if (!tag) throw new AppError('not-found', 'Tag not found.');
  await recordEvent(context.database, {
    kind: hasEffects ? 'tag.marked' : 'tag.unmarked',
    memberId: context.actor.memberId,
    actor: context.actor.name,
    subject: tag.provider,
    detail: { key: tag.key, value: tag.value },
  });
  return null;
}

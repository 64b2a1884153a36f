/** Uploads belong to the member who sent them. */
import { eq } from 'drizzle-orm';
import type { Context } from '#lib/auth/context.ts';
import { runUploads } from '#lib/db/schema/runs.ts';
import { AppError } from '#lib/errors.ts';

/** Throws AppError `not-found`, also for somebody else's file. */
export async function requireUpload(
  context: Context,
  uploadId: number,
): Promise<typeof runUploads.$inferSelect> {
  const [upload] = await context.database.select().from(runUploads).where(eq(runUploads.id, uploadId));
  if (!upload || upload.memberId !== context.actor.memberId)
    throw new AppError('not-found', 'This file is no longer here: choose it again.');
  return upload;
}

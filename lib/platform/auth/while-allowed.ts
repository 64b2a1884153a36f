import { sql } from 'drizzle-orm';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { AppError } from '#lib/shared/errors.ts';
import { can, type Permission } from '#lib/shared/permissions.ts';
import type { Context } from '../context.ts';
import { isActiveSession } from './active-session.ts';

/** Before each part. Throws AppError `forbidden`, so that a download breaks off visibly. */
export async function* whileAllowed<Part>(
  context: Context,
  permission: Permission,
  parts: AsyncGenerator<Part>,
): AsyncGenerator<Part> {
  for await (const part of parts) {
    if (!(await isStillAllowed(context, permission)))
      throw new AppError('forbidden', 'Your access has changed: this was ended in the middle.');
    yield part;
  }
}

async function isStillAllowed(
  { actor, database, session }: Context,
  permission: Permission,
): Promise<boolean> {
  if (actor.memberId === null) return true;
  const [member] = await runStatement<{ role: string }>(
    database,
    sql`select m.role from members m where m.id = ${actor.memberId} and not m.banned
      and (${session?.id ?? null}::text is null
        or exists (select 1 from sessions where sessions.id = ${session?.id ?? null} and ${isActiveSession()}))`,
  );
  return member !== undefined && can(member.role, permission);
}

import { createHash } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { verifications } from '#lib/platform/db/schema/members.ts';

// Codes are valid for 30 s and the steps before and after: clocks differ.
const codeLivesMs = 90_000;

/** False: used before. A code works once (RFC 6238, 5.2), whatever for. */
export async function isFirstUse(database: Database, memberId: string, code: string): Promise<boolean> {
  const now = new Date();
  const id = `code-used:${createHash('sha256').update(`${memberId}:${code}`).digest('base64url')}`;
  const expiresAt = new Date(now.getTime() + codeLivesMs);
  const noted = await database
    .insert(verifications)
    .values({ id, identifier: 'code-used', value: memberId, expiresAt })
    .onConflictDoUpdate({
      target: verifications.id,
      set: { expiresAt },
      setWhere: lt(verifications.expiresAt, now),
    })
    .returning({ id: verifications.id });
  await database
    .delete(verifications)
    .where(and(eq(verifications.identifier, 'code-used'), lt(verifications.expiresAt, sql`now()`)));
  return noted.length > 0;
}

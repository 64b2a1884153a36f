/** One-time links of members. Not verbs. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { and, eq, gt, isNull, type SQL } from 'drizzle-orm';
import { type LinkKind, memberLinks } from '#lib/platform/db/schema/members.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { NewLink } from '#lib/shared/members.ts';

export type MemberLink = typeof memberLinks.$inferSelect;

type LinkInput = Pick<MemberLink, 'kind' | 'createdBy' | 'expiresAt'> &
  Partial<Pick<MemberLink, 'role' | 'email' | 'name' | 'memberId'>>;

const pages: Record<LinkKind, string> = { invite: '/join', reset: '/reset' };

/** Gives the only copy of the token: 256 random bits. */
export async function insertLink(
  database: Queryable,
  link: LinkInput,
): Promise<Pick<NewLink, 'path' | 'expiresAt'>> {
  const token = randomBytes(32).toString('base64url');
  await database.insert(memberLinks).values({ id: randomUUID(), tokenHash: hashOf(token), ...link });
  return { path: `${pages[link.kind]}/${token}`, expiresAt: link.expiresAt.toISOString() };
}

export function isOpen(now = new Date()): SQL | undefined {
  return and(isNull(memberLinks.usedAt), isNull(memberLinks.withdrawnAt), gt(memberLinks.expiresAt, now));
}

/** In whatever state; null: none. */
export async function findLink(
  database: Queryable,
  kind: LinkKind,
  token: string,
  lock = false,
): Promise<MemberLink | null> {
  const query = database
    .select()
    .from(memberLinks)
    .where(and(eq(memberLinks.kind, kind), eq(memberLinks.tokenHash, hashOf(token))));
  const [link] = await (lock ? query.for('update') : query);
  return link ?? null;
}

/** As `findLink`, by the whole path that `insertLink` gave. */
export function findLinkOfPath(database: Queryable, path: string): Promise<MemberLink | null> {
  const [, page = '', token = ''] = path.split('/');
  return findLink(database, `/${page}` === pages.reset ? 'reset' : 'invite', token);
}

/** null: it can still be used. */
export function whyClosed(link: MemberLink | null, now = new Date()): string | null {
  const ask = 'Ask an admin for a new one.';
  if (!link)
    return `This link is not complete or was never valid. Copy it again, or ask an admin for a new one.`;
  if (link.usedAt) return `This link has been used already. ${ask}`;
  if (link.withdrawnAt) return `This link has been revoked. ${ask}`;
  return link.expiresAt <= now ? `This link has expired. ${ask}` : null;
}

/** Locks the link until the transaction ends. Throws AppError `conflict` when it is closed. */
export async function requireOpenLink(
  transaction: Queryable,
  kind: LinkKind,
  token: string,
): Promise<MemberLink> {
  const link = await findLink(transaction, kind, token, true);
  const closed = whyClosed(link);
  if (!link || closed) throw new AppError('conflict', closed ?? '');
  return link;
}

export async function withdrawResets(database: Queryable, memberId: string): Promise<void> {
  await database
    .update(memberLinks)
    .set({ withdrawnAt: new Date() })
    .where(and(eq(memberLinks.kind, 'reset'), eq(memberLinks.memberId, memberId), isOpen()));
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

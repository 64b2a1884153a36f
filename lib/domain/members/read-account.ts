import { and, desc, eq } from 'drizzle-orm';
import { hasPassword } from '#lib/domain/members/passwords.ts';
import { requireMember } from '#lib/domain/members/require-member.ts';
import { isActiveSession } from '#lib/platform/auth/active-session.ts';
import type { Auth } from '#lib/platform/auth/server.ts';
import { type Context, requireOwnSession } from '#lib/platform/context.ts';
import { sessions } from '#lib/platform/db/schema/members.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import type { OwnAccount } from '#lib/shared/account.ts';
import type { Role } from '#lib/shared/permissions.ts';
import { deviceOf, shortAddress } from './device.ts';
import { countRecoveryCodes } from './two-step.ts';

/** The present session first, then the most recently used. Throws AppError `unauthenticated`. */
export async function readAccount(
  context: Context,
  auth?: Auth,
  twoFactorRoles: readonly Role[] = processSettings().twoFactorRoles,
): Promise<OwnAccount> {
  const { memberId, session } = requireOwnSession(context);
  const { database } = context;
  const member = await requireMember(database, memberId);
  const rows = await database
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, memberId), isActiveSession()))
    .orderBy(desc(eq(sessions.id, session.id)), desc(sessions.lastUsedAt));
  const withPassword = await hasPassword(database, memberId);
  return {
    name: member.name,
    email: member.email,
    role: member.role,
    hasPassword: withPassword,
    twoStep: member.twoFactorEnabled,
    twoStepDemanded: withPassword && twoFactorRoles.some((role) => role === member.role),
    recoveryCodes: member.twoFactorEnabled ? await countRecoveryCodes(memberId, auth) : 0,
    sessions: rows.map((row) => ({
      id: row.id,
      device: deviceOf(row.userAgent ?? ''),
      address: shortAddress(row.ipAddress ?? ''),
      current: row.id === session.id,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
    })),
  };
}

/** The first admin, from the settings or by a one-time code in the server's output. */
import { createHash, randomUUID } from 'node:crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { asReadableCode, readableCode } from '#lib/platform/auth/readable-code.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { members, verifications } from '#lib/platform/db/schema/members.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { log } from '#lib/platform/log/log.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { SetUpInput } from '#lib/shared/members.ts';
import { insertMember } from './create-member.ts';
import { requireStrongPassword, weaknessOf } from './password-strength.ts';

const codeIdentifier = 'first-admin';
const codeLivesMs = 30 * 24 * 60 * 60 * 1000;

export async function hasMember(database: Pick<Database, 'select'>): Promise<boolean> {
  return (await database.select({ id: members.id }).from(members).limit(1)).length > 0;
}

/**
 * At every start. Makes the admin from the settings if there is no member; without settings gives a new code
 * for /setup, else null. Several instances may start at once.
 */
export async function ensureFirstAdmin(
  database: Database,
  admin: { email: string; password: string } | null,
): Promise<{ code: string | null }> {
  return inTransaction(database, async (transaction) => {
    await takeTurn(transaction);
    if (await hasMember(transaction)) return { code: null };
    if (!admin) return { code: await issueCode(transaction) };
    const name = nameOf(admin.email);
    await insertMember(transaction, { name, ...admin, role: 'admin' });
    if ((await weaknessOf(admin.password, [name, admin.email])) !== null)
      log.warn(`The first admin’s password is easy to guess: change it under “Your account”.`);
    await recordEvent(transaction, {
      kind: 'member.created',
      memberId: null,
      actor: 'Tagdesk',
      subject: admin.email,
      detail: { role: 'admin', by: 'settings' },
    });
    return { code: null };
  });
}

/** Throws AppError `conflict` (there is a member), `invalid`. Of two at once, one wins. */
export async function createFirstAdmin(database: Database, input: SetUpInput): Promise<void> {
  await requireStrongPassword(input.password, input);
  await inTransaction(database, async (transaction) => {
    await takeTurn(transaction);
    if (await hasMember(transaction)) {
      throw new AppError('conflict', 'Tagdesk has its first admin already. Sign in instead.');
    }
    if (!(await findCode(transaction, input.code))) {
      const message = 'This is not the code that Tagdesk printed when it started.';
      throw new AppError('invalid', message, { code: message });
    }
    await insertMember(transaction, { ...input, role: 'admin' });
    await transaction.delete(verifications).where(eq(verifications.identifier, codeIdentifier));
    await recordEvent(transaction, {
      kind: 'member.created',
      memberId: null,
      actor: input.name,
      subject: input.email,
      detail: { role: 'admin', by: 'set-up code' },
    });
  });
}

async function takeTurn(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('tagdesk first admin'))`);
}

/** Only the hash is stored. Codes of other instances stay valid until one is used. */
async function issueCode(transaction: Transaction): Promise<string> {
  const code = readableCode(4);
  await transaction.insert(verifications).values({
    id: randomUUID(),
    identifier: codeIdentifier,
    value: hashCode(code),
    expiresAt: new Date(Date.now() + codeLivesMs),
  });
  return code;
}

async function findCode(transaction: Transaction, code: string): Promise<boolean> {
  const found = await transaction
    .select({ id: verifications.id })
    .from(verifications)
    .where(
      and(
        eq(verifications.identifier, codeIdentifier),
        eq(verifications.value, hashCode(code)),
        gt(verifications.expiresAt, new Date()),
      ),
    );
  return found.length > 0;
}

function hashCode(code: string): string {
  return createHash('sha256').update(asReadableCode(code)).digest('hex');
}

/** `ada.lovelace@…` becomes Ada Lovelace. */
function nameOf(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[._+-]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || 'Admin';
}

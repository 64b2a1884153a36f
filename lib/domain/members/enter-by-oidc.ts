/** Finds the member for an OpenID Connect sign-in: known, invited or new. */
import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { accounts, memberLinks, members } from '#lib/platform/db/schema/members.ts';
import { isUniqueViolation } from '#lib/platform/db/sql-state.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import type { Role } from '#lib/shared/permissions.ts';
import { insertMember } from './create-member.ts';
import { isOpen } from './links.ts';

/** As in the checked ID token. `subject` never changes at its `issuer`; an e-mail may. */
export type OidcPerson = {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string;
};

/** `defaultRole` null: unknown people are refused. `name`: of the provider, for the history. */
type Entrance = { name: string; defaultRole: Role | null };
type Entered = { memberId: string } | { refusal: 'not-invited' | 'unverified' | 'disabled' };

/**
 * By issuer and subject; the first time by a verified e-mail, which is then bound unless the member is
 * disabled. Uses up an open invitation. Known members are checked for access when the session starts.
 */
export async function enterByOidc(
  database: Database,
  person: OidcPerson,
  entrance: Entrance,
): Promise<Entered> {
  const tryOnce = () => inTransaction(database, (transaction) => enter(transaction, person, entrance));
  try {
    const entered = await tryOnce();
    if (!('refusal' in entered) || entered.refusal !== 'not-invited') return entered;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  // The same person in two windows: the other one was first and is found now.
  return tryOnce();
}

async function enter(transaction: Transaction, person: OidcPerson, entrance: Entrance): Promise<Entered> {
  const account = { providerId: 'oidc', accountId: `${person.issuer} ${person.subject}` };
  const [bound] = await transaction
    .select({ memberId: accounts.userId })
    .from(accounts)
    .where(and(eq(accounts.providerId, account.providerId), eq(accounts.accountId, account.accountId)));
  if (bound) return bound;
  if (person.email === null || !person.emailVerified) return { refusal: 'unverified' };
  const member = await findByEmail(transaction, person.email);
  if (member?.banned) return { refusal: 'disabled' };
  if (member) await recordLink(transaction, member, entrance);
  const memberId =
    member?.id ??
    (await takeInvite(transaction, person, person.email, entrance)) ??
    (await admit(transaction, person, person.email, entrance));
  if (memberId === null) return { refusal: 'not-invited' };
  await transaction.insert(accounts).values({ id: randomUUID(), userId: memberId, ...account });
  return { memberId };
}

type Member = typeof members.$inferSelect;

async function findByEmail(transaction: Transaction, email: string): Promise<Member | undefined> {
  const [member] = await transaction.select().from(members).where(eq(members.email, email));
  return member;
}

function recordLink(
  transaction: Transaction,
  { id, name, email }: Member,
  entrance: Entrance,
): Promise<void> {
  return recordEvent(transaction, {
    kind: 'member.linked',
    memberId: id,
    actor: name,
    subject: email,
    detail: { by: entrance.name },
  });
}

async function takeInvite(
  transaction: Transaction,
  person: OidcPerson,
  email: string,
  entrance: Entrance,
): Promise<string | null> {
  const [invite] = await transaction
    .select()
    .from(memberLinks)
    .where(and(eq(memberLinks.kind, 'invite'), eq(memberLinks.email, email), isOpen()))
    .orderBy(asc(memberLinks.createdAt))
    .limit(1)
    .for('update');
  if (!invite) return null;
  const name = invite.name ?? nameOf(person, email);
  const role = invite.role ?? 'viewer';
  const memberId = await insertMember(transaction, { name, email, password: null, role });
  await transaction
    .update(memberLinks)
    .set({ usedAt: new Date(), memberId })
    .where(eq(memberLinks.id, invite.id));
  await recordEvent(transaction, {
    kind: 'invite.used',
    memberId,
    actor: name,
    subject: email,
    detail: { role, invitedBy: invite.createdBy, by: entrance.name },
  });
  return memberId;
}

async function admit(
  transaction: Transaction,
  person: OidcPerson,
  email: string,
  { name: by, defaultRole }: Entrance,
): Promise<string | null> {
  if (defaultRole === null) return null;
  const name = nameOf(person, email);
  const memberId = await insertMember(transaction, { name, email, password: null, role: defaultRole });
  await recordEvent(transaction, {
    kind: 'member.created',
    memberId,
    actor: name,
    subject: email,
    detail: { role: defaultRole, by },
  });
  return memberId;
}

function nameOf(person: OidcPerson, email: string): string {
  return person.name.slice(0, 100) || (email.split('@')[0] ?? email);
}

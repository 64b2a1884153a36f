import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { callSandbox, ownSandbox } from '#lib/domain/sandbox/call-sandbox.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { inboundAddresses } from '#lib/platform/db/schema/inbound.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { appAddress } from '#lib/platform/settings/read-settings.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { endInboundInput, type InboundAddress, rotateInboundInput } from '#lib/shared/inbound.ts';
import { digestOfSecret, newSeed, pathOfSecret, secretOf } from './secrets.ts';

const vero = 'vero';
const maxValid = 2;

/**
 * Makes an address; the one before stays valid until it is ended. The sandbox calls it from then on. Throws AppError
 * `forbidden`, `conflict` (two are valid).
 */
export async function rotateInbound(
  context: Context,
  input: unknown,
  sandbox = ownSandbox(),
): Promise<InboundAddress> {
  requirePermission(context, 'inbound:manage');
  const { provider } = parseInput(rotateInboundInput, input);
  const { database, actor } = context;
  const seed = newSeed();
  const secret = secretOf(seed);
  const made = await inTransaction(database, async (transaction) => {
    // One at a time: two that are made at once would both find room.
    await transaction.execute(sql`lock table inbound_addresses in share row exclusive mode`);
    const valid = await transaction
      .select({ id: inboundAddresses.id })
      .from(inboundAddresses)
      .where(and(eq(inboundAddresses.provider, provider), isNull(inboundAddresses.endedAt)));
    if (valid.length >= maxValid)
      throw new AppError('conflict', 'Two addresses are valid already. End the old one first.');
    const [row] = await transaction
      .insert(inboundAddresses)
      .values({
        provider,
        seed,
        digest: digestOfSecret(secret),
        memberId: actor.memberId,
        madeBy: actor.name,
      })
      .returning();
    if (!row) throw new Error('The database gave no address.');
    await note(context, transaction, 'inbound.address-made', row.id);
    return {
      id: row.id,
      path: pathOfSecret(secret),
      madeBy: row.madeBy,
      madeAt: row.madeAt.toISOString(),
    };
  });
  if (sandbox !== null) {
    const webhookUrl = `${appAddress(processSettings())}${made.path}`;
    await callSandbox(sandbox, 'PUT', 'settings', { vero: { webhookUrl } });
  }
  return made;
}

/** What comes to it from now on is refused. Throws AppError `forbidden`, `not-found`. */
export async function endInbound(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'inbound:manage');
  const { addressId } = parseInput(endInboundInput, input);
  await inTransaction(context.database, async (transaction) => {
    const ended = await transaction
      .update(inboundAddresses)
      .set({ endedAt: new Date(), endedBy: context.actor.name })
      .where(and(eq(inboundAddresses.id, addressId), isNull(inboundAddresses.endedAt)))
      .returning({ id: inboundAddresses.id });
    if (ended.length === 0) throw new AppError('not-found', 'There is no such address any more.');
    await note(context, transaction, 'inbound.address-ended', addressId);
  });
  return null;
}

/** The valid ones, newest first. */
export async function findAddresses({ database }: Context): Promise<InboundAddress[]> {
  const rows = await database
    .select()
    .from(inboundAddresses)
    .where(and(eq(inboundAddresses.provider, vero), isNull(inboundAddresses.endedAt)))
    .orderBy(desc(inboundAddresses.id));
  return rows.map(({ id, seed, digest, madeBy, madeAt }) => {
    const secret = secretOf(seed);
    const isOwn = digestOfSecret(secret) === digest;
    return { id, path: isOwn ? pathOfSecret(secret) : null, madeBy, madeAt: madeAt.toISOString() };
  });
}

function note(
  { actor }: Context,
  transaction: Parameters<typeof recordEvent>[0],
  kind: 'inbound.address-made' | 'inbound.address-ended',
  addressId: number,
): Promise<void> {
  return recordEvent(transaction, {
    kind,
    memberId: actor.memberId,
    actor: actor.name,
    subject: vero,
    detail: { provider: vero, address: addressId },
  });
}

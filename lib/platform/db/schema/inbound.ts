/** What providers tell by themselves: the addresses they call, and the events as received. */
import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { InboundContent, InboundState } from '#lib/shared/inbound.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** At most two of a provider are valid at a time. The secret follows from `seed` under TAGDESK_SECRET. */
export const inboundAddresses = pgTable(
  'inbound_addresses',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    provider: text('provider').$type<ProviderId>().notNull(),
    seed: text('seed').notNull(),
    /** SHA-256 of the secret: what comes in is found by it, whatever TAGDESK_SECRET is by then. */
    digest: text('digest').notNull(),
    memberId: text('member_id'),
    madeBy: text('made_by').notNull(),
    madeAt: instant('made_at').notNull().defaultNow(),
    endedBy: text('ended_by'),
    endedAt: instant('ended_at'),
  },
  (table) => [uniqueIndex('inbound_addresses_digest').on(table.digest)],
);

/** In the order received. Of an erased person neither id nor content is left. */
export const inboundEvents = pgTable(
  'inbound_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    provider: text('provider').$type<ProviderId>().notNull(),
    addressId: bigint('address_id', { mode: 'number' }).notNull(),
    type: text('type').notNull(),
    /** Whom it is about; null: a bad one, or an erased person's. */
    externalId: text('external_id'),
    content: jsonb('content').$type<InboundContent>().notNull(),
    /** SHA-256 of the body as sent. */
    digest: text('digest').notNull(),
    state: text('state').$type<InboundState>().notNull().default('kept'),
    reason: text('reason'),
    receivedAt: instant('received_at').notNull().defaultNow(),
    appliedAt: instant('applied_at'),
  },
  (table) => [
    index('inbound_events_kept').on(table.id).where(sql`${table.state} = 'kept'`),
    index('inbound_events_of')
      .on(table.provider, table.externalId, table.id)
      .where(sql`${table.externalId} is not null`),
    index('inbound_events_latest').on(table.provider, table.id),
  ],
);

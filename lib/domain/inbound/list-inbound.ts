import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { InboundEvent, InboundView } from '#lib/shared/inbound.ts';
import { can } from '#lib/shared/permissions.ts';
import { findAddresses } from './rotate-inbound.ts';

const maxEvents = 10;
const maxWaiting = 10_000;

/** The address only for who may manage it. Throws AppError `forbidden`. */
export async function listInbound(context: Context): Promise<InboundView> {
  requirePermission(context, 'providers:read');
  const [events, [facts], addresses] = await Promise.all([
    runStatement<InboundEvent>(
      context.database,
      sql`select id, type, external_id as "externalId", state, reason,
          to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt"
        from inbound_events where provider = 'vero' order by id desc limit ${maxEvents}`,
    ),
    runStatement<{ waiting: number; isSetUp: boolean }>(
      context.database,
      sql`select (select count(*)::int from (select from inbound_events where state = 'kept' limit ${maxWaiting}) w) as waiting,
        exists (select from inbound_addresses where ended_at is null) as "isSetUp"`,
    ),
    can(context.actor.role, 'inbound:manage') ? findAddresses(context) : null,
  ]);
  return {
    provider: 'vero',
    isSetUp: facts?.isSetUp ?? false,
    addresses,
    lastEventAt: events[0]?.receivedAt ?? null,
    waiting: facts?.waiting ?? 0,
    events,
  };
}

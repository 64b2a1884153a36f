import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { parseInput } from '#lib/shared/errors.ts';
import {
  type ActiveFault,
  type FaultKind,
  readSandboxInput,
  type SandboxState,
  type TourProgress,
} from '#lib/shared/sandbox.ts';
import { callSandbox, ownSandbox, requireSandbox } from './call-sandbox.ts';

/** As the sandbox lists them; `kind`: its own. */
const listed = z.array(
  z.object({
    id: z.string(),
    provider: z.enum(providerIds),
    kind: z.string(),
    status: z.number().optional(),
    left: z.number().nullable(),
    leftMs: z.number().optional(),
  }),
);

const kinds: Record<string, FaultKind> = {
  'status 400': 'refuse',
  'status 503': 'outage',
  'reset-after': 'lose',
  timeout: 'silence',
  'rate-limit': 'rate-limit',
};

/** Throws AppError `forbidden`, `not-found` (no sandbox), `invalid`. */
export async function readSandbox(
  context: Context,
  input: unknown,
  sandbox = ownSandbox(),
): Promise<SandboxState> {
  requirePermission(context, 'sandbox:cause-faults');
  const url = requireSandbox(sandbox);
  const now = new Date().toISOString();
  const { since = now } = parseInput(readSandboxInput, input);
  const [faults, tour] = await Promise.all([callSandbox(url, 'GET', 'faults'), readTour(context, since)]);
  return { now, faults: listed.parse(faults).map(toActive), tour };
}

function toActive({ id, provider, kind, status, left, leftMs }: z.infer<typeof listed>[number]): ActiveFault {
  const named = kind === 'status' ? `status ${status ?? 500}` : kind;
  return { id, provider, kind: kinds[named] ?? null, left, leftMs: leftMs ?? null };
}

/** By the ledger: nothing counts that did not happen. */
async function readTour({ database, actor }: Context, since: string): Promise<TourProgress> {
  const [row] = await runStatement<TourProgress>(
    database,
    sql`with own as (
        select outcome, outcomes, undo_of, run_id, state from changes
        where member_id = ${actor.memberId} and kind = 'tags' and created_at >= ${since}::timestamptz
      ), latest as (
        select id, status from runs where member_id = ${actor.memberId} and undo_of is null
          and created_at >= ${since}::timestamptz order by id desc limit 1
      )
      select
        exists(select from own where run_id is null and outcomes @> '[{"outcome":"refused"}]') as refusal,
        exists(select from own where run_id is null and outcome = 'unknown') as unknown,
        exists(select from own where undo_of is not null and state = 'closed'
          and outcome in ('confirmed', 'accepted', 'no-op')) as undo,
        (select json_build_object(
          'id', l.id, 'status', l.status,
          'outage', exists(select from changes c where c.run_id = l.id
            and jsonb_path_exists(c.exchanges, '$[*] ? (@.status >= 500)')),
          'held', (select coalesce(json_agg(p.provider), '[]') from run_providers p
            join provider_leases d on d.provider = p.provider
            where p.run_id = l.id and p.ended_at is null and d.state in ('open', 'resting')),
          'causes', (select coalesce(sum(refused + failed + unknown), 0) from run_providers p where p.run_id = l.id)
        ) from latest l) as run`,
  );
  return row ?? { refusal: false, unknown: false, undo: false, run: null };
}

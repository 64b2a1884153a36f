/** A person says what became of an unknown outcome: Vero cannot be read. */
import { eq, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { changes } from '#lib/platform/db/schema/changes.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type ChangeReport, settleChangeInput } from '#lib/shared/changes.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { claimForSettling, type UnsettledChange } from './claim-changes.ts';
import { type Closing, closeChanges } from './close-changes.ts';
import { plainOutcome } from './outcomes.ts';
import { overtakenBy } from './overtaken.ts';
import { carryOut, findReport } from './run-change.ts';

const notAsked = 'This change was settled meanwhile, or a later change of the same tag has overtaken it.';

/** Throws AppError `forbidden`, `not-found`, `conflict` (settled or overtaken meanwhile, or not idempotent). */
export async function settleChange(context: Context, input: unknown): Promise<ChangeReport> {
  requirePermission(context, 'tags:edit');
  const { changeId, verdict } = parseInput(settleChangeInput, input);
  const row = await context.database.query.changes.findFirst({ where: eq(changes.id, changeId) });
  if (!row) throw new AppError('not-found', 'This change is not in the ledger.');
  if (verdict === 'send-again') return sendAgain(context, row);
  await takeWord(context, changeId, verdict);
  return findReport(context.database, changeId);
}

async function takeWord(
  context: Context,
  changeId: number,
  verdict: 'applied' | 'not-applied',
): Promise<void> {
  const change = await claimForSettling(context.database, changeId);
  if (!change) throw new AppError('conflict', notAsked);
  await closeChanges(context.database, [settledByWord(change, verdict, context.actor.name)]);
}

/** `name`: of the member. */
export function settledByWord(
  change: UnsettledChange,
  verdict: 'applied' | 'not-applied',
  name: string,
): Closing {
  const settled =
    verdict === 'applied'
      ? plainOutcome('accepted', `${name} says that it was applied.`)
      : plainOutcome('failed', `${name} says that it was not applied.`);
  const doubted = (position: number) =>
    change.outcomes[position]?.outcome === 'unknown' && !change.overtaken.includes(position);
  const restoreKeys =
    verdict === 'applied'
      ? []
      : change.operations.filter((_, position) => doubted(position)).map(({ key }) => key);
  return {
    change,
    // Operations that were settled before, or are overtaken, keep their outcome, and must not touch the mirror.
    outcomes: change.outcomes.map((outcome, position) => (doubted(position) ? settled : outcome)),
    learnOnly: doubted,
    shown: null,
    exchanges: [],
    settleInMs: null,
    restoreKeys,
  };
}

export const sentAgain =
  sql.raw(`outcome = 'pending', not_before = now(), settle_at = null, unknown_at = null,
  not_seen_until = null, suspect = false, deaths = 0`);

/** A readable provider is looked at first, else only idempotent verbs are sent. */
async function sendAgain(context: Context, row: typeof changes.$inferSelect): Promise<ChangeReport> {
  const { idempotent, canRead, label } = capabilitiesOf(row.provider);
  if (!canRead && !row.operations.every(({ verb }) => idempotent.includes(verb))) {
    throw new AppError('conflict', `${label} could apply this twice, so it is not sent again.`);
  }
  const { rowCount } = await context.database.execute(sql`
    update changes c set state = ${canRead ? 'in-doubt' : 'queued'}, ${sentAgain}
    where id = ${row.id} and state = 'closed' and outcome = 'unknown' and ${overtakenBy(sql`c`)} is null`);
  if (rowCount !== 1) throw new AppError('conflict', notAsked);
  return carryOut(context, { id: row.id, claimed: null });
}

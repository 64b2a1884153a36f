/** Carries a provider's open pull on. One process at a time has it, under a lease; another takes a dead one's over. */
import { sql } from 'drizzle-orm';
import { openCases } from '#lib/domain/identities/open-cases.ts';
import { TagIds } from '#lib/domain/imports/tag-ids.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { allowTime, inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { onBehalfOfRun } from '#lib/providers/call-kind.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProvidersConfig } from '#lib/providers/config.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { ProviderErrorCode } from '#lib/providers/exchange.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';
import type { PullCounts, PullKind, PullStep } from '#lib/shared/pulls.ts';
import { readNames } from './read-names.ts';
import { type Pace, shareRate } from './share-rate.ts';
import { beginReading, type HeldPull, PullLost, stagePage } from './stage-page.ts';
import { takeUnseen } from './take-unseen.ts';
import { missingIn, weighPull } from './weigh-pull.ts';
import { writeRows } from './write-rows.ts';
import type { WrittenPull } from './written-pull.ts';

export type PullDeps = { database: Database; providers: Registry; config: ProvidersConfig };

const leaseSeconds = 20;
const renewEveryMs = 4_000;
const maxFailures = 6;
const firstRetrySeconds = 2;
const finishTimeoutMs = 120_000;

/** The same page may be had a little later. */
const passing: ReadonlySet<ProviderErrorCode> = new Set([
  'rate-limited',
  'unavailable',
  'busy',
  'server-error',
  'gateway',
  'timeout',
  'connection-lost',
  'connection-failed',
]);

type OpenPull = PullCounts & {
  id: number;
  kind: PullKind;
  step: PullStep;
  cursor: string | null;
  confirmed: boolean;
  limitShare: number;
  beganAt: string | null;
  actor: string;
  memberId: string | null;
};

/** `owner`: this process. Returns when the pull ended, stopped or waits, or somebody else has it. */
export async function advancePull(
  { database, providers, config }: PullDeps,
  provider: ProviderId,
  owner: string,
  stopping: AbortSignal,
): Promise<void> {
  const client = providers.get(provider);
  const perSecond = config[provider]?.pace.perSecond;
  if (!client?.listIdentities || perSecond === undefined) return;
  const pull = await claim(database, provider, owner);
  if (!pull) return;
  const held = { id: pull.id, owner };
  const renewing = setInterval(() => void renew(database, held).catch(() => undefined), renewEveryMs);
  try {
    const list = (cursor: string | null) => client.listIdentities?.(cursor) ?? nobody();
    const pace = shareRate({ perSecond, limitShare: pull.limitShare }, stopping);
    if (pull.step === 'read')
      await onBehalfOfRun(() => read(database, provider, held, pull, { list, pace, stopping }));
    if (pull.step !== 'write') {
      await onBehalfOfRun(() => readNames(database, held, { client, pace, stopping }));
      await moveTo('write', database, held);
    }
    const noticedBy = pull.kind === 'scheduled' ? null : pull.actor;
    const saysWhoIsGone = isWhole(provider, config);
    await write(
      database,
      pull,
      { ...held, provider, isFirst: pull.kind === 'first', noticedBy },
      { saysWhoIsGone, stopping },
    );
  } catch (error) {
    if (error instanceof PullLost) return;
    if (!(error instanceof ProviderError)) throw error;
    await postpone(database, held, error);
  } finally {
    clearInterval(renewing);
    await database.execute(
      sql`update pulls set owner = null, lease_until = null where id = ${pull.id}::bigint and owner = ${owner}`,
    );
  }
}

async function* nobody(): AsyncGenerator<never, void> {
  // A provider without a list.
}

/** Absence means gone only where the list holds everybody. */
function isWhole(provider: ProviderId, { cerego }: ProvidersConfig): boolean {
  const isPart = provider === 'cerego' && cerego?.departmentUsers === false;
  return capabilitiesOf(provider).canList === 'all' && !isPart;
}

async function claim(database: Database, provider: ProviderId, owner: string): Promise<OpenPull | null> {
  const [pull] = await runPlannedStatement<OpenPull>(
    database,
    sql`update pulls set owner = ${owner}, lease_until = now() + make_interval(secs => ${leaseSeconds})
      where provider = ${provider} and ended_at is null and state = 'running' and not_before <= now()
        and (lease_until is null or lease_until < now())
      returning id, kind, step, cursor, confirmed, limit_share as "limitShare",
        began_at as "beganAt", actor, member_id as "memberId"`,
  );
  return pull ?? null;
}

async function renew(database: Database, { id, owner }: HeldPull): Promise<void> {
  await database.execute(
    sql`update pulls set lease_until = now() + make_interval(secs => ${leaseSeconds})
      where id = ${id}::bigint and owner = ${owner}`,
  );
}

type Reading = {
  list(cursor: string | null): AsyncGenerator<Parameters<typeof stagePage>[2], void>;
  pace: Pace;
  stopping: AbortSignal;
};

async function read(
  database: Database,
  provider: ProviderId,
  held: HeldPull,
  { cursor }: OpenPull,
  { list, pace, stopping }: Reading,
): Promise<void> {
  const began = cursor === null ? await beginReading(database, held) : null;
  const joins = capabilitiesOf(provider).canList === 'labelled';
  const pages = list(cursor);
  let readFrom = began ?? (await readClock(database));
  try {
    await pace.turn();
    for (;;) {
      const { value: page, done } = await pages.next();
      if (done) break;
      await stagePage(database, held, page, { readFrom, joins });
      if (stopping.aborted) throw new PullLost();
      // Without a cursor the pages are parts of one answer.
      if (page.cursor === null) continue;
      await pace.turn();
      readFrom = await readClock(database);
    }
  } finally {
    await pages.return();
  }
  await moveTo('names', database, held);
}

async function moveTo(step: PullStep, database: Database, { id, owner }: HeldPull): Promise<void> {
  const moved = await database.execute(
    sql`update pulls set step = ${step}, list_share = 1, failures = 0
      where id = ${id}::bigint and owner = ${owner} and state = 'running'`,
  );
  if (!moved.rowCount) throw new PullLost();
}

async function readClock(database: Database): Promise<string> {
  const [row] = await runPlannedStatement<{ now: string }>(database, sql`select clock_timestamp() as now`);
  if (!row) throw new Error('The database gave no row.');
  return row.now;
}

async function write(
  database: Database,
  { confirmed }: OpenPull,
  pull: WrittenPull,
  { saysWhoIsGone, stopping }: { saysWhoIsGone: boolean; stopping: AbortSignal },
): Promise<void> {
  const { id, provider } = pull;
  // Filled just now: by old statistics each row would be compared with all others.
  await database.execute(sql`analyze pull_rows`);
  const reason = confirmed ? null : await weighPull(database, { id, provider, saysWhoIsGone });
  if (reason !== null) return stop(database, pull, reason);
  await takeUnseen(database, pull, stopping);
  const tagIds = new TagIds();
  while (await writeRows(database, pull, tagIds)) if (stopping.aborted) throw new PullLost();
  await finish(database, pull, saysWhoIsGone);
}

/** Who is gone, the end, and one line of the history, together. */
async function finish(database: Database, pull: WrittenPull, saysWhoIsGone: boolean): Promise<void> {
  const { id, owner, provider } = pull;
  await inTransaction(database, async (transaction) => {
    await allowTime(transaction, finishTimeoutMs);
    const gone = saysWhoIsGone
      ? await transaction.execute(sql`
          update identities i set gone_since = now() where ${missingIn(id, provider)}
            and not exists (select from changes c, pulls p where p.id = ${id}::bigint and c.identity_id = i.id
              and c.user_id = i.user_id and (c.state <> 'closed' or c.closed_at >= p.began_at))`)
      : null;
    const [ended] = await runPlannedStatement<OpenPull>(
      transaction,
      sql`update pulls set state = 'done', ended_at = now(), gone = ${gone?.rowCount ?? 0}, owner = null,
          lease_until = null, reason = null
        where id = ${id}::bigint and owner = ${owner} and state = 'running'
        returning kind, actor, member_id as "memberId", read, created, changed, gone, held, cases, bad`,
    );
    if (!ended) throw new PullLost();
    await openFoundCases(transaction, pull);
    await transaction.execute(sql`delete from pull_rows where pull_id = ${id}::bigint`);
    if (ended.kind === 'scheduled') return;
    const { read, created, changed, gone: left, held, cases, bad, memberId, actor } = ended;
    await recordEvent(transaction, {
      kind: 'pull.ended',
      memberId,
      actor,
      subject: provider,
      detail: { provider, pull: id, read, created, changed, gone: left, held, cases, bad },
    });
  });
}

/** Persons who may be one of several users: somebody decides. */
async function openFoundCases(transaction: Transaction, { id, provider }: WrittenPull): Promise<void> {
  const found = await runPlannedStatement<{ externalId: string; email: string | null; userIds: number[] }>(
    transaction,
    sql`select external_id as "externalId", email, to_jsonb(candidates) as "userIds" from pull_rows
      where pull_id = ${id}::bigint and candidates is not null`,
  );
  await openCases(
    transaction,
    found.map(({ externalId, email, userIds }) => ({
      kind: 'candidates',
      userIds,
      about: { provider, externalId, ...(email === null ? {} : { email }) },
    })),
  );
}

/** Failures in a row: what was read between two of them ends the row. */
async function postpone(database: Database, held: HeldPull, error: ProviderError): Promise<void> {
  if (!passing.has(error.code)) return stop(database, held, error.message);
  const retrySeconds = (error.retryAfterMs ?? 0) / 1_000;
  const { rowCount } = await database.execute(sql`
    update pulls set failures = failures + 1, not_before = now()
      + make_interval(secs => greatest(${firstRetrySeconds}::float8 * 2 ^ failures, ${retrySeconds}::float8))
    where id = ${held.id}::bigint and owner = ${held.owner} and failures + 1 < ${maxFailures}`);
  if (!rowCount) await stop(database, held, error.message);
}

async function stop(database: Database, { id, owner }: HeldPull, reason: string): Promise<void> {
  await database.execute(
    sql`update pulls set state = 'stopped', reason = ${reason.slice(0, 500)}
      where id = ${id}::bigint and owner = ${owner} and state = 'running'`,
  );
}

/** Writes what a pull read, a batch per transaction, by the mechanism of imports. */
import type pg from 'pg';
import { type FoundLine, recordFound } from '#lib/domain/changes/found-lines.ts';
import { erasedReason, findErasedBy } from '#lib/domain/identities/find-erased.ts';
import { inBatchTransaction } from '#lib/domain/imports/batch-transaction.ts';
import type { DraftIdentity, DraftUser } from '#lib/domain/imports/drafts.ts';
import { findKnown, tracesOf } from '#lib/domain/imports/find-known.ts';
import type { TagIds } from '#lib/domain/imports/tag-ids.ts';
import { type PlacedIdentity, storeDrafts, toMirror } from '#lib/domain/imports/write-drafts.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { onClient } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { differences } from '#lib/shared/history-text/format-change.ts';
import {
  addIdentity,
  addUser,
  matchRow,
  otherNames,
  type PulledRow,
  type Told,
  takeNames,
  takeTags,
} from './match-row.ts';
import { PullLost } from './stage-page.ts';
import { foundNote, isHeldBack, isUnseen, type WrittenPull } from './written-pull.ts';

const batchSize = 1_000;
/** The driver takes 65,535 parameters in a statement. */
const linesAtOnce = 1_000;

/** `isTaken`: `takeUnseen` wrote its mirror from this list. */
type Known = Told & { isHeld: boolean; isTaken: boolean; ownId: string | null; wasRead: boolean };
/** `isNews`: the row tells a reference. `isRead`: its tags are the mirror now. */
type Seen = {
  identity: DraftIdentity;
  row: PulledRow;
  isNews: boolean;
  isRead: boolean;
  told: Told | null;
  /** What differs and was not taken; null: not known. */
  other: Told | null;
};

/** The next batch. False: there is none. Throws PullLost, and keeps nothing of the batch then. */
export async function writeRows(database: Database, pull: WrittenPull, tagIds: TagIds): Promise<boolean> {
  const { provider } = pull;
  const isMore = await inBatchTransaction(database, { lock: true }, async (client) => {
    const rows = await readRows(client, pull.id);
    const last = rows.at(-1);
    if (!last) return false;
    const known = await lockKnown(client, provider, rows);
    const index = await findKnown(client, rows.map(toNamed(provider)), { lock: true });
    const seen: Seen[] = [];
    const altered = new Set<DraftUser>();
    const cases: { externalId: string; users: DraftUser[] }[] = [];
    let created = 0;
    let held = 0;
    const erased = await findErasedBy(client, rows.map(toNamed(provider)).map(tracesOf));
    for (const [place, row] of rows.entries()) {
      if (erased.has(place)) continue;
      const match = matchRow(index, provider, row, (id) => known.get(id)?.ownId ?? null);
      if (match.kind === 'several') {
        cases.push({ externalId: row.externalId, users: match.users });
        // They are in the list, whoever they are.
        for (const { identities } of match.users) {
          const identity = identities.get(provider);
          if (identity) seen.push({ identity, row, isNews: false, isRead: false, told: null, other: null });
        }
      } else if (match.kind === 'known') {
        const { user, identity } = match;
        const facts = known.get(identity.id ?? 0) ?? {
          ...nothingTold,
          isHeld: true,
          isTaken: false,
          ownId: null,
          wasRead: false,
        };
        const mayTake = row.tags !== null && !row.isBad && !facts.isHeld && !facts.isTaken;
        if (facts.isHeld) held += 1;
        const differs = mayTake && takeTags(user, identity, row.tags ?? [], row.readFrom);
        const told = row.isBad ? null : takeNames(index, user, row, facts);
        if (differs || told) altered.add(user);
        const isNews = !row.isBad && tellsReferences(row, identity, facts.ownId);
        const other = row.isBad ? null : otherNames(user, row);
        seen.push({ identity, row, isNews, isRead: mayTake, told, other });
      } else if (!row.isBad) {
        created += 1;
        const identity =
          match.kind === 'new'
            ? addUser(index, provider, row)
            : addIdentity(index, match.user, provider, row);
        const told = match.kind === 'new' ? row : takeNames(index, match.user, row, nothingTold);
        const other = match.kind === 'new' ? nothingTold : otherNames(match.user, row);
        seen.push({ identity, row, isNews: true, isRead: row.tags !== null, told, other });
      }
    }
    await storeDrafts(client, index.users, tagIds, async (placed) => {
      if (!pull.isFirst) await writeFound(client, placed, pull, (id) => known.get(id)?.wasRead ?? false);
    });
    await noteSeen(client, seen);
    await learnReferences(client, provider, seen);
    await keepCases(client, pull.id, cases);
    const reasons = JSON.stringify(Array.from(erased, () => erasedReason));
    const counts = [created, altered.size, held, cases.length, erased.size, reasons];
    const kept = await client.query(
      `update pulls set written_through = $3, created = created + $4, changed = changed + $5, held = held + $6,
         cases = cases + $7, bad = bad + $8, bad_reasons = case when $8 > 0 then bad_reasons || $9::jsonb else bad_reasons end
       where id = $1 and owner = $2 and state = 'running'`,
      [pull.id, pull.owner, last.externalId, ...counts],
    );
    if (!kept.rowCount) throw new PullLost();
    return true;
  });
  tagIds.keep();
  return isMore;
}

const nothingTold: Told = { name: null, email: null };

async function readRows(client: pg.PoolClient, pullId: number): Promise<PulledRow[]> {
  const { rows } = await client.query<PulledRow>(
    `select r.external_id as "externalId", case when s.is_own_id then null else r.second_ref end as "secondRef",
       r.name, r.email, r.tags, r.is_bad as "isBad", r.second_ref is not null as "hasSecondRef", to_char(r.read_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "readFrom",
       s.is_shared as "secondIsShared", r.email is not null and exists (select from pull_rows o
         where o.pull_id = r.pull_id and o.email is not null and fold_text(o.email) = fold_text(r.email)
           and o.external_id <> r.external_id) as "emailIsShared"
     from pull_rows r, lateral (select
       r.second_ref is not null and exists (select from pull_rows o
         where o.pull_id = r.pull_id and o.external_id = r.second_ref) as is_own_id,
       r.second_ref is not null and exists (select from pull_rows o
         where o.pull_id = r.pull_id and o.second_ref = r.second_ref and o.external_id <> r.external_id) as is_shared) s
     where r.pull_id = $1 and r.external_id > coalesce((select written_through from pulls where id = $1), '')
     order by r.external_id limit ${batchSize}`,
    [pullId],
  );
  return rows;
}

export function toNamed(provider: ProviderId) {
  return ({ externalId, secondRef, email }: PulledRow) => ({
    line: 0,
    name: '',
    email: email ?? '',
    identities: [externalId, ...(secondRef === null ? [] : [secondRef])].map((ref) => ({
      provider,
      externalId: ref,
      tags: [],
    })),
  });
}

/**
 * Locks the identities that the rows may be about, before their users, as an edit does. Held: an own change
 * is open or newer than the reading, or waits to be seen and was not taken.
 */
async function lockKnown(
  client: pg.PoolClient,
  provider: ProviderId,
  rows: readonly PulledRow[],
): Promise<Map<number, Known>> {
  const refs = rows.flatMap(({ externalId, secondRef, readFrom }) =>
    [externalId, secondRef].flatMap((ref) => (ref === null ? [] : { ref, readFrom })),
  );
  const named = `named as materialized (
       select id, min(read_from) as read_from from (
         select i.id, n.read_from from unnest($2::text[], $3::timestamptz[]) as n(ref, read_from)
         join identities i on i.provider = $1 and i.external_id = n.ref
         union all
         select r.identity_id, n.read_from from unnest($2::text[], $3::timestamptz[]) as n(ref, read_from)
         join identity_refs r on r.provider = $1 and r.ref = n.ref) found group by id)`;
  const given = [provider, refs.map(({ ref }) => ref), refs.map(({ readFrom }) => readFrom)];
  await client.query(
    `with ${named} select from identities i join named n on n.id = i.id order by i.id for no key update of i`,
    given,
  );
  // A statement of its own: the one that waits for locks does not see the edits that it waited for.
  const { rows: locked } = await client.query<Known & { id: number }>(
    `with ${named}
     select i.id, case when coalesce(u.name_from, $1) = $1 then i.told_name end as name,
       case when coalesce(u.email_from, $1) = $1 then i.told_email end as email,
       (select r.ref from identity_refs r where r.identity_id = i.id and r.is_own_id) as "ownId",
       i.read_at is not null as "wasRead",
       t.is_taken as "isTaken", not t.is_taken and (${isHeldBack} or ${isUnseen}) as "isHeld"
     from named n join identities i on i.id = n.id join users u on u.id = i.user_id
     cross join lateral (select coalesce(i.read_at = n.read_from, false) as is_taken) t`,
    given,
  );
  return new Map(locked.map(({ id, ...facts }) => [id, facts]));
}

async function writeFound(
  client: pg.PoolClient,
  placed: readonly PlacedIdentity[],
  pull: WrittenPull,
  wasRead: (identityId: number) => boolean,
): Promise<void> {
  const lines = placed.flatMap(({ user, identity }): FoundLine[] => {
    const before = identity.before.map(toMirror);
    const after = [...identity.tags.values()].map(toMirror);
    const operations = differences(before, after);
    if (operations.length === 0 || user.id === null || identity.id === null) return [];
    const held = {
      id: identity.id,
      userId: user.id,
      provider: pull.provider,
      externalId: identity.externalId,
      wasRead: wasRead(identity.id),
      tags: before,
    };
    const note = foundNote(pull);
    return [{ identity: held, operations, after, noticed: { by: null, origin: null }, note, exchanges: [] }];
  });
  for (let from = 0; from < lines.length; from += linesAtOnce)
    await recordFound(onClient(client), lines.slice(from, from + linesAtOnce));
}

async function noteSeen(client: pg.PoolClient, seen: readonly Seen[]): Promise<void> {
  await client.query(
    `update identities i set seen_at = s.read_from, gone_since = null,
       read_at = case when s.is_read then s.read_from else i.read_at end,
       told_name = case when s.is_told then s.name else i.told_name end,
       told_email = case when s.is_told then s.email else i.told_email end,
       other_name = case when s.has_other then s.other_name else i.other_name end,
       other_email = case when s.has_other then s.other_email else i.other_email end
     from unnest($1::bigint[], $2::timestamptz[], $3::boolean[], $4::boolean[], $5::text[], $6::text[],
         $7::boolean[], $8::text[], $9::text[])
       as s(id, read_from, is_read, is_told, name, email, has_other, other_name, other_email)
     where i.id = s.id`,
    [
      seen.map(({ identity }) => identity.id),
      seen.map(({ row }) => row.readFrom),
      seen.map(({ isRead }) => isRead),
      seen.map(({ told }) => told !== null),
      seen.map(({ told }) => told?.name ?? null),
      seen.map(({ told }) => told?.email ?? null),
      seen.map(({ other }) => other !== null),
      seen.map(({ other }) => other?.name ?? null),
      seen.map(({ other }) => other?.email ?? null),
    ],
  );
}

function tellsReferences(
  { externalId, secondRef, secondIsShared }: PulledRow,
  identity: DraftIdentity,
  ownId: string | null,
): boolean {
  const other = secondIsShared ? null : secondRef;
  const told = new Set([identity.externalId, externalId, other ?? externalId]);
  return (
    ownId !== externalId ||
    told.size !== identity.otherRefs.length + 1 ||
    !identity.otherRefs.every((ref) => told.has(ref))
  );
}

/** A reference that several in the list have tells nobody apart. */
async function learnReferences(
  client: pg.PoolClient,
  provider: ProviderId,
  seen: readonly Seen[],
): Promise<void> {
  if (!seen.some(({ row }) => row.hasSecondRef)) return;
  const news = seen.filter(({ isNews }) => isNews);
  const told = news.map(({ identity, row: { externalId, secondRef, secondIsShared } }) => ({
    identity_id: identity.id,
    provider,
    id: externalId,
    other: secondIsShared ? null : secondRef,
  }));
  if (told.length > 0) await client.query('select learn_refs($1::jsonb)', [JSON.stringify(told)]);
}

async function keepCases(
  client: pg.PoolClient,
  pullId: number,
  cases: readonly { externalId: string; users: DraftUser[] }[],
): Promise<void> {
  if (cases.length === 0) return;
  const kept = cases.map(({ externalId, users }) => ({
    externalId,
    ids: users.flatMap(({ id }) => id ?? []),
  }));
  await client.query(
    `update pull_rows r set candidates = array(select jsonb_array_elements_text(c.ids)::bigint)
     from jsonb_to_recordset($2::jsonb) as c("externalId" text, ids jsonb)
     where r.pull_id = $1 and r.external_id = c."externalId"`,
    [pullId, JSON.stringify(kept)],
  );
}

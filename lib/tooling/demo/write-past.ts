/** Writes a past in bulk, within the caller's transaction. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type CopyValue, copyRows } from '#lib/domain/imports/copy-rows.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { day } from './agenda.ts';
import type { FirstIds, Past } from './make-past.ts';
import { type PastEvent, type PastMember, pastMembers, pastViews } from './members.ts';
import type { PastIdentity, PastLine } from './past-ledger.ts';
import { isoTime, jsonOrNull, type MemberId, ninetyDays, timeOrNull, writeRuns } from './write-runs.ts';

const sequences: Record<keyof FirstIds, string> = {
  user: 'users_id_seq',
  identity: 'identities_id_seq',
  line: 'changes_id_seq',
  run: 'runs_id_seq',
  target: 'run_targets_id_seq',
  import: 'imports_id_seq',
};

export async function readFirstIds(client: pg.ClientBase): Promise<FirstIds> {
  const first: FirstIds = { user: 1, identity: 1, line: 1, run: 1, target: 1, import: 1 };
  for (const [name, sequence] of Object.entries(sequences)) {
    const { rows } = await client.query<{ id: number }>('select nextval($1::regclass)::int as id', [
      sequence,
    ]);
    first[name as keyof FirstIds] = rows[0]?.id ?? 1;
  }
  return first;
}

/** `demoMemberId`: the first admin's id. `now`: the end of the past. */
export async function writePast(
  client: pg.PoolClient,
  past: Past,
  demoMemberId: string,
  now: number,
): Promise<void> {
  const { ledger, runs, events } = past;
  const memberId = (member: PastMember | null) => member && (member.id === 'demo' ? demoMemberId : member.id);
  const identities = ledger.users.flatMap((user) => user.identities);
  await copyRows(
    client,
    'members (id, name, email, email_verified, role, created_at, updated_at)',
    pastMembers.flatMap(({ id, name, email, role }) =>
      id === 'demo'
        ? []
        : [[id, name, email, 'true', role, isoTime(now - ninetyDays), isoTime(now - ninetyDays)]],
    ),
  );
  await client.query('update members set created_at = $1, updated_at = $1 where id = $2', [
    isoTime(now - ninetyDays),
    demoMemberId,
  ]);
  await copyRows(
    client,
    'users (id, name, email, created_at)',
    ledger.users.map(({ id, person, createdAt }) => [
      id,
      person.name,
      person.email ?? '',
      isoTime(createdAt ?? now),
    ]),
  );
  await copyRows(
    client,
    'identities (id, user_id, provider, external_id, read_at)',
    identities.map(({ id, user, provider, externalId, readAt }) => [
      id,
      user.id,
      provider,
      externalId,
      timeOrNull(readAt),
    ]),
  );
  await writeTags(client, identities);
  await copyRows(
    client,
    lineColumns,
    ledger.lines.map((line) => lineRow(line, memberId(line.member))),
  );
  await writeImports(client, past, memberId);
  await writeRuns(client, runs, memberId, now);
  await copyRows(
    client,
    'audit_events (at, kind, member_id, actor, subject, detail)',
    events.map(({ at, kind, member, subject, detail }) => [
      isoTime(at),
      kind,
      memberId(member),
      member?.name ?? 'Tagdesk',
      subject,
      JSON.stringify(detail),
    ]),
  );
  await copyRows(
    client,
    'sessions (id, token, member_id, created_at, updated_at, last_used_at, expires_at)',
    lastSignIns(events).map(({ at, member }) => {
      const [signedInAt, expiresAt] = [isoTime(at), isoTime(at + sessionMs)];
      // Nobody has this token: only the time of signing in is of use.
      return [member.id, randomUUID(), memberId(member), signedInAt, signedInAt, signedInAt, expiresAt];
    }),
  );
  await copyRows(
    client,
    'views (name, member_id, shared, q, sort, created_at, updated_at)',
    pastViews.map(({ name, member, shared, q, sort, age }) => [
      name,
      memberId(member),
      String(shared),
      q,
      sort,
      isoTime(now - age),
      isoTime(now - age),
    ]),
  );
  await settleSummaries(client, past);
  await recordDifferences(client);
  await moveSequences(client, past);
}

const sessionMs = 7 * day;

function lastSignIns(events: readonly PastEvent[]): { at: number; member: PastMember }[] {
  const last = new Map<PastMember, number>();
  for (const { at, kind, member } of events)
    if (kind === 'sign-in.succeeded' && member && member.id !== 'demo') last.set(member, at);
  return [...last].map(([member, at]) => ({ member, at }));
}

async function writeTags(client: pg.PoolClient, identities: readonly PastIdentity[]): Promise<void> {
  const texts = new Map(
    identities.flatMap(({ provider, tags }) =>
      tags.map(({ key, value }) => [textOf(provider, key, value), { provider, key, value }] as const),
    ),
  );
  const { rows } = await client.query<{
    id: number;
    provider: ProviderId;
    key: string;
    value: string | null;
  }>(
    `insert into tags (provider, key, value)
     select provider, key, value from jsonb_to_recordset($1::jsonb) as t(provider text, key text, value text)
     returning id, provider, key, value`,
    [JSON.stringify([...texts.values()])],
  );
  const ids = new Map(rows.map(({ id, provider, key, value }) => [textOf(provider, key, value), id]));
  await copyRows(
    client,
    'identity_tags (identity_id, tag_id, proof, proof_at, provider_tag_id)',
    identities.flatMap(({ id, provider, tags }) =>
      tags.map(({ key, value, proof, proofAt, providerTagId }) => [
        id,
        ids.get(textOf(provider, key, value)) ?? null,
        proof,
        proofAt,
        providerTagId,
      ]),
    ),
  );
}

const lineColumns = `changes (id, kind, user_id, identity_id, provider, external_id, member_id, actor, note, undo_of,
  run_id, import_id, origin, noticed_by, operations, before, after, outcomes, outcome, exchanges, state, attempts,
  not_before, created_at, sent_at, closed_at, unknown_at, duration_ms)`;

function lineRow(line: PastLine, memberId: string | null): CopyValue[] {
  const { identity, closedAt, exchanges } = line;
  return [
    line.id,
    line.kind,
    identity.user.id,
    identity.id,
    identity.provider,
    identity.externalId,
    memberId,
    line.actor,
    line.note,
    line.undoOf,
    line.runId,
    line.importId,
    line.origin,
    line.noticedBy,
    JSON.stringify(line.operations),
    jsonOrNull(line.before),
    jsonOrNull(line.after),
    jsonOrNull(line.outcomes),
    line.outcome,
    JSON.stringify(exchanges),
    closedAt === null ? 'queued' : 'closed',
    line.sentAt === null ? 0 : 1,
    isoTime(line.createdAt),
    isoTime(line.createdAt),
    timeOrNull(line.sentAt),
    timeOrNull(closedAt),
    line.outcome === 'unknown' ? timeOrNull(closedAt) : null,
    exchanges.length === 0 ? null : exchanges.reduce((sum, { durationMs }) => sum + durationMs, 0),
  ];
}

async function writeImports(client: pg.PoolClient, { ledger }: Past, memberId: MemberId): Promise<void> {
  const imports = ledger.imports;
  await copyRows(
    client,
    `imports (id, file_name, member_id, actor, rows_read, rows_loaded, users_created, created_at, ended_at)`,
    imports.map(({ id, fileName, member, users, at }) => [
      id,
      fileName,
      memberId(member),
      member.name,
      users.length,
      users.length,
      users.length,
      isoTime(at - 4_000),
      isoTime(at),
    ]),
  );
  const list = (ids: readonly number[]) => `{${ids.join(',')}}`;
  await copyRows(
    client,
    'import_batches (import_id, user_ids, identity_ids, renamed, lines_after, lines_through, written_at)',
    imports.map(({ id, users, lines: [first, last], at }) => [
      id,
      list(users.map((user) => user.id)),
      list(users.flatMap((user) => user.identities.map((identity) => identity.id))),
      '[]',
      first - 1,
      last,
      isoTime(at),
    ]),
  );
}

/** Of the last 30 days, found when their lines were. */
async function recordDifferences(client: pg.PoolClient): Promise<void> {
  await client.query(
    `select record_drifts(array_agg(id order by id), '{}') from changes
     where kind = 'refresh' and closed_at > now() - interval '30 days'`,
  );
  await client.query(
    `update drifts d set first_seen = c.closed_at, last_seen = c.closed_at,
       decided_at = case when d.decided_at is not null then c.closed_at end
     from changes c where c.id = d.found_in`,
  );
}

/** Derived columns come from the mirror; the times of these are the past's own. */
async function settleSummaries(client: pg.PoolClient, { ledger }: Past): Promise<void> {
  const users = ledger.users;
  await client.query('select refresh_users($1::bigint[])', [users.map(({ id }) => id)]);
  await client.query(
    `update users u set changed_at = c.at from unnest($1::bigint[], $2::timestamptz[]) as c (id, at) where u.id = c.id`,
    [users.map(({ id }) => id), users.map(({ changedAt }) => isoTime(changedAt))],
  );
  const added = lastAdded(ledger.lines);
  await client.query(
    `update tags t set last_used_at = a.at
     from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as a (provider, key, value, at)
     where t.provider = a.provider and t.key = a.key and t.value is not distinct from a.value`,
    [
      added.map(({ provider }) => provider),
      added.map(({ key }) => key),
      added.map(({ value }) => value),
      added.map(({ at }) => isoTime(at)),
    ],
  );
}

/** When each tag was last given to somebody who lacked it. */
function lastAdded(lines: readonly PastLine[]) {
  const found = new Map<string, { provider: ProviderId; key: string; value: string | null; at: number }>();
  for (const { identity, before, after, closedAt } of lines) {
    const had = new Set(before?.map(({ key, value }) => textOf(identity.provider, key, value)));
    for (const { key, value } of after ?? []) {
      const text = textOf(identity.provider, key, value);
      if (had.has(text) || closedAt === null || closedAt < (found.get(text)?.at ?? 0)) continue;
      found.set(text, { provider: identity.provider, key, value, at: closedAt });
    }
  }
  return [...found.values()];
}

const textOf = (provider: ProviderId, key: string, value: string | null) =>
  JSON.stringify([provider, key, value]);

async function moveSequences(client: pg.PoolClient, { ledger, runs }: Past): Promise<void> {
  const last: Record<keyof FirstIds, number | undefined> = {
    user: ledger.users.at(-1)?.id,
    identity: ledger.users.flatMap(({ identities }) => identities).at(-1)?.id,
    line: ledger.lines.at(-1)?.id,
    run: runs.at(-1)?.id,
    target: runs.flatMap(({ targets }) => targets).at(-1)?.id,
    import: ledger.imports.at(-1)?.id,
  };
  for (const [name, sequence] of Object.entries(sequences))
    await client.query('select setval($1::regclass, $2)', [sequence, last[name as keyof FirstIds] ?? 1]);
}

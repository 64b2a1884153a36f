/** A drawn ledger, told by line and by story: nothing is lost between stories, and nothing told twice. */
import '#lib/testing/fuzz-seed.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Context, systemActor } from '#lib/platform/context.ts';
import type { OpenDatabase } from '#lib/platform/db/client.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';
import { burstGapMs, type HistoryEntry, type StoryEntry } from '#lib/shared/history.ts';
import { openTestDatabase } from '#lib/testing/database.ts';
import { listHistory } from './list-history.ts';
import { listStories } from './list-stories.ts';

const step = fc.record({
  what: fc.constantFrom('edit', 'edit', 'edit', 'edit', 'found', 'run', 'run', 'import', 'undo', 'event'),
  /** Minutes since the step before. */
  pause: fc.constantFrom(0, 0, 1, 1, 2, 4, 6, 30),
  member: fc.constantFrom('Ana', 'Ben'),
  user: fc.integer({ min: 1, max: 3 }),
  ref: fc.integer({ min: 1, max: 2 }),
  provider: fc.constantFrom('vero', 'fragment'),
  tag: fc.constantFrom('vip', 'trial'),
  outcome: fc.constantFrom('confirmed', 'accepted', 'refused', 'unknown'),
  size: fc.integer({ min: 1, max: 4 }),
});
type Step = typeof step extends fc.Arbitrary<infer Drawn> ? Drawn : never;

let open: OpenDatabase;
let context: Context;
beforeAll(async () => {
  open = await openTestDatabase();
  context = {
    actor: systemActor,
    database: open.database,
    providers: createRegistry(readSettings({}).providers),
  };
  await open.pool.query(`
    insert into users (name) select 'Person ' || n from generate_series(1, 3) n;
    insert into runs (title, source, operations, actor) select 'Add vip', '{"kind": "users"}', '[]', 'Ana' from generate_series(1, 2);
    insert into run_providers (run_id, provider, change) select r, p, 0 from generate_series(1, 2) r, unnest(array['vero', 'fragment']) p;
    insert into imports (file_name, actor) values ('people.csv', 'Ana'), ('more.csv', 'Ben')`);
  const [steps = []] = fc.sample(fc.array(step, { minLength: 110, maxLength: 110 }), 1);
  let minute = 0;
  for (const drawn of steps) {
    minute += drawn.pause;
    await write(drawn, minute);
  }
});
afterAll(() => open.close());

const at = (minute: number) => `timestamptz '2026-11-20T08:00:00Z' + interval '${minute} minutes'`;

async function write(drawn: Step, minute: number): Promise<void> {
  const { what, member, ref, size } = drawn;
  const { pool } = open;
  if (what === 'event') {
    await pool.query(
      `insert into audit_events (at, kind, actor) values (${at(minute)}, 'sign-in.succeeded', $1)`,
      [member],
    );
  } else if (what === 'edit') await insert(drawn, minute, 1, 'tags', {});
  else if (what === 'found') await insert(drawn, minute, 1, 'refresh', { noticed_by: member });
  else if (what === 'run') await insertRun(drawn, minute);
  else if (what === 'import') {
    const before = await newestLine();
    await insert({ ...drawn, member: 'Ana' }, minute, size, 'import', { import_id: ref });
    await pool.query(
      `insert into import_batches (import_id, user_ids, identity_ids, renamed, lines_after, lines_through)
       values ($1, '{}', '{}', '[]', $2, $3)`,
      [ref, before, await newestLine()],
    );
  } else {
    const { rows } = await pool.query<{ id: number; from: number; to: number }>(
      `select id, lines_after as from, lines_through as to from import_batches
       where import_id = $1 and undone is null order by id desc limit 1`,
      [ref],
    );
    const [batch] = rows;
    if (!batch) return;
    await pool.query(
      `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, outcome, state, import_id, undo_of, created_at)
       select kind, user_id, identity_id, provider, external_id, $4, operations, 'imported', 'closed', import_id, id, ${at(minute)}
       from changes where id > $1 and id <= $2 and import_id = $3`,
      [batch.from, batch.to, ref, member],
    );
    await pool.query(`update import_batches set undone = '{}', undone_at = now() where id = $1`, [batch.id]);
  }
}

const newestLine = async () =>
  (await open.pool.query<{ id: number }>('select coalesce(max(id), 0) as id from changes')).rows[0]?.id ?? 0;

/** As `queueChanges` does: targets, their lines, then the place. */
async function insertRun(drawn: Step, minute: number): Promise<void> {
  const { ref, provider, size } = drawn;
  const { pool } = open;
  await pool.query(
    `insert into run_targets (run_id, user_id, provider, status, operations, before)
     select $1, 1, $2, 'change', '[]', '[]' from generate_series(1, $3::int)`,
    [ref, provider, size],
  );
  await insert({ ...drawn, member: 'Ana' }, minute, size, 'tags', { run_id: ref });
  await pool.query(
    `update run_providers set queued_through = (select max(id) from run_targets), change = change + $3
     where run_id = $1 and provider = $2`,
    [ref, provider, size],
  );
}

async function insert(
  { user, member, provider, tag, outcome }: Step,
  minute: number,
  count: number,
  kind: HistoryLine['kind'],
  more: Record<string, string | number>,
): Promise<void> {
  const columns = Object.keys(more);
  await open.pool.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, member_id, actor, operations, outcome, state, created_at
       ${columns.map((name) => `, ${name}`).join('')})
     select $1, $2::bigint + n % 2, 1, $3, 'someone', $4, $5, $6, $7, 'closed', ${at(minute)} ${columns.map((_, i) => `, $${9 + i}`).join('')}
     from generate_series(0, $8::int - 1) n`,
    [
      kind,
      user,
      provider,
      kind === 'refresh' ? null : member,
      kind === 'refresh' ? provider : member,
      JSON.stringify([{ verb: 'add', key: tag, value: null }]),
      kind === 'import' ? 'imported' : kind === 'refresh' ? 'confirmed' : outcome,
      count,
      ...Object.values(more),
    ],
  );
}

async function readAll<Entry>(
  read: (page: object) => Promise<{ entries: Entry[]; next: string | null }>,
  limit: number,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  let before: string | null = null;
  do {
    const page: { entries: Entry[]; next: string | null } = await read({ limit, ...(before && { before }) });
    entries.push(...page.entries);
    before = page.next;
  } while (before !== null);
  return entries;
}

const nameOf = (entry: HistoryEntry) => (entry.entry === 'event' ? `e${entry.event.id}` : entry.change.id);

/** The same without SQL. */
function group(lines: readonly HistoryEntry[]): (string | number)[][] {
  const stories: { key: string; oldest: HistoryLine | null; names: (string | number)[] }[] = [];
  for (const line of lines) {
    const change = line.entry === 'change' ? line.change : null;
    const key = change === null ? '' : keyOf(change);
    const story = stories.findLast((one) => one.key === key && key !== '' && joins(one.oldest, change));
    if (story) {
      story.names.push(nameOf(line));
      story.oldest = change;
    } else stories.push({ key, oldest: change, names: [nameOf(line)] });
  }
  return stories.map(({ names }) => names);
}

function keyOf({ runId, importId, undoOf, userId, memberId, noticedBy, kind }: HistoryLine): string {
  if (runId !== null) return `run-${runId}`;
  if (importId !== null) return `${undoOf === null ? 'import' : 'import-undo'}-${importId}`;
  return `${userId} ${memberId ?? noticedBy} ${kind === 'refresh'}`;
}

function joins(newer: HistoryLine | null, older: HistoryLine | null): boolean {
  if (newer === null || older === null) return false;
  if (newer.runId !== null || newer.importId !== null) return true;
  return Date.parse(newer.createdAt) - Date.parse(older.createdAt) <= burstGapMs;
}

test.each([
  {},
  { kind: 'changes' },
  { kind: 'tags' },
  { kind: 'import' },
  { kind: 'refresh' },
  { kind: 'sign-in' },
  { provider: 'vero' },
  { outcome: 'refused' },
  { outcome: 'imported' },
  { provider: 'fragment', outcome: 'accepted' },
  { actor: 'Ben' },
  { userId: 2 },
  { runId: 1 },
  { tag: 'trial' },
  { tag: 'nobody' },
  { verb: 'add', provider: 'vero' },
  { from: '2026-11-20', to: '2026-11-20' },
  { from: '2026-11-21', actor: 'Ana' },
])('under %j the stories hold every line once, the newest first', async (filters) => {
  const lines = await readAll((page) => listHistory(context, { ...filters, ...page }), 200);
  const all = await readAll((page) => listHistory(context, page), 200);
  const stories = await readAll((page) => listStories(context, { ...filters, ...page }), 7);
  const told = await Promise.all(stories.map((entry) => linesOf(entry, filters)));
  expect(told.toSorted(byNewest)).toEqual(group(lines).toSorted(byNewest));
  for (const [index, entry] of stories.entries())
    if (entry.entry === 'story') expect(sum(entry.story.counts)).toBe(told[index]?.length);
  // A run stays where its newest line of all is, also where a filter leaves that one out.
  const wholes = await Promise.all(stories.map((entry) => linesOf(entry, isBurst(entry) ? filters : {})));
  const order = wholes.map(([name]) => all.findIndex((line) => nameOf(line) === name));
  expect(order).toEqual(order.toSorted((one, other) => one - other));
});

const isBurst = (entry: StoryEntry) => entry.entry === 'story' && entry.story.key.startsWith('burst');
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0);
const byNewest = (one: (string | number)[], other: (string | number)[]) =>
  String(one[0]).localeCompare(String(other[0]));

async function linesOf(entry: StoryEntry, filters: object): Promise<(string | number)[]> {
  if (entry.entry !== 'story') return [nameOf(entry)];
  const read = (page: object) => listHistory(context, { ...filters, ...page, story: entry.story.key });
  return (await readAll(read, 8)).map(nameOf);
}

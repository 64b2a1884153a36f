import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenDatabase } from '#lib/platform/db/client.ts';
import { openTestDatabase } from '#lib/testing/database.ts';
import { removeOldHistory } from '../history/remove-old-history.ts';

let open: OpenDatabase;
beforeEach(async () => {
  open = await openTestDatabase();
});
afterEach(() => open.close());

const query = async <T extends object>(text: string, parameters: unknown[] = []) =>
  (await open.pool.query<T>(text, parameters)).rows;

type Made = { outcome?: string; state?: string; daysAgo?: number };

async function line({ outcome = 'confirmed', state = 'closed', daysAgo = 0 }: Made): Promise<number> {
  const [row] = await query<{ id: number }>(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, after, outcomes,
       exchanges, outcome, state, created_at, closed_at)
     values ('tags', 1, 1, 'vero', 'x', 'Ana', '[]', '[]', '[]', '[]', '[{"at": "now"}]', $1, $2,
       now() - make_interval(days => $3), case $2 when 'closed' then now() end) returning id`,
    [outcome, state, daysAgo],
  );
  return row?.id ?? 0;
}

test.each([
  `update changes set outcome = 'failed'`,
  `update changes set after = '[{"key": "other"}]'`,
  `update changes set exchanges = '[]'`,
  `update changes set settle_at = now()`,
  `update changes set note = ''`,
  `update changes set actor = actor`,
  'delete from changes',
  'truncate changes',
])('a line that has ended resists: %s', async (statement) => {
  await line({});
  await expect(query(statement)).rejects.toThrow('never altered or removed');
});

test('what was asked resists from the first moment, and what was recorded before sending is not taken back', async () => {
  const id = await line({ state: 'queued', outcome: 'pending' });
  for (const change of [
    "actor = 'Eve'",
    "operations = '[1]'",
    'created_at = now()',
    "before = '[1]'",
    "exchanges = '[]'",
  ])
    await expect(query(`update changes set ${change} where id = ${id}`)).rejects.toThrow('never altered');
  await query(
    `update changes set state = 'closed', outcome = 'cancelled', closed_at = now() where id = ${id}`,
  );
});

test('a line in doubt can be taken up again, and keeps what it says until it ends anew', async () => {
  const id = await line({ outcome: 'unknown' });
  await expect(query(`update changes set outcome = 'confirmed' where id = ${id}`)).rejects.toThrow(
    'never altered',
  );
  await expect(
    query(`update changes set state = 'sending', outcomes = '[1]' where id = ${id}`),
  ).rejects.toThrow();
  await query(`update changes set state = 'sending', attempts = 2 where id = ${id}`);
  await query(
    `update changes set state = 'closed', outcome = 'confirmed', outcomes = '[1]' where id = ${id}`,
  );
  await expect(query(`update changes set outcome = 'failed' where id = ${id}`)).rejects.toThrow(
    'never altered',
  );
});

const unseen = '{"outcome": "failed", "message": "not seen", "notSeenUntil": "2026-11-29T13:14:02Z"}';
const refused = '{"outcome": "refused", "message": "no"}';
const shown = (earlier: string) => `{"outcome": "confirmed", "message": "shown", "corrected": ${earlier}}`;

async function unseenLine(): Promise<number> {
  const id = await line({ outcome: 'pending', state: 'sending' });
  await query(
    `update changes set state = 'closed', outcome = 'failed', outcomes = '[${refused}, ${unseen}]', closed_at = now(),
       not_seen_until = now() where id = ${id}`,
  );
  return id;
}

test('what was not seen is confirmed by one function alone, which keeps what stood there before', async () => {
  const id = await unseenLine();
  const now = `[${refused}, ${shown(unseen)}]`;
  await expect(
    query(`update changes set outcome = 'refused', outcomes = '${now}' where id = ${id}`),
  ).rejects.toThrow('never altered');
  await query(`select correct_outcome(${id}, '${now}', 'refused')`);
  expect(await query(`select outcome, not_seen_until from changes where id = ${id}`)).toEqual([
    { outcome: 'refused', not_seen_until: null },
  ]);
  await expect(query(`select correct_outcome(${id}, '[${refused}, ${unseen}]', 'failed')`)).rejects.toThrow(
    'never altered',
  );
});

test.each([
  ['without what stood there', `[${refused}, {"outcome": "confirmed"}]`, 'refused'],
  ['with something else', `[${refused}, ${shown(refused)}]`, 'refused'],
  ['of what the provider refused', `[${shown(refused)}, ${unseen}]`, 'failed'],
  ['with fewer operations', `[${shown(unseen)}]`, 'confirmed'],
  ['to another outcome', `[${refused}, {"outcome": "accepted", "corrected": ${unseen}}]`, 'refused'],
  ['that changes nothing', `[${refused}, ${unseen}]`, 'failed'],
  ['whose worst outcome is none of them', `[${refused}, ${shown(unseen)}]`, 'confirmed'],
])('no correction %s', async (_, outcomes, outcome) => {
  const id = await unseenLine();
  await expect(query(`select correct_outcome(${id}, $1::jsonb, $2)`, [outcomes, outcome])).rejects.toThrow(
    'never altered',
  );
});

test('a correction alters nothing else, not even by the way that corrections take', async () => {
  const id = await unseenLine();
  const bypass = async (statement: string) =>
    query(`begin; set local tagdesk.corrects_outcome = 'on'; ${statement}; commit`).finally(() =>
      query('rollback'),
    );
  for (const also of ["after = '[1]'", "exchanges = exchanges || '[1]'", 'closed_at = null', 'attempts = 9'])
    await expect(
      bypass(
        `update changes set outcome = 'refused', outcomes = '[${refused}, ${shown(unseen)}]', ${also} where id = ${id}`,
      ),
    ).rejects.toThrow('never altered');
});

test.each([`update audit_events set actor = 'Eve'`, 'delete from audit_events', 'truncate audit_events'])(
  'an event resists: %s',
  async (statement) => {
    await query(`insert into audit_events (kind, actor) values ('sign-in.succeeded', 'Ana')`);
    await expect(query(statement)).rejects.toThrow('never altered or removed');
  },
);

test('retention takes old ended lines in batches, leaves open and doubtful ones, and is a line itself', async () => {
  const old = [await line({ daysAgo: 101 }), await line({ daysAgo: 100 })];
  const kept = [
    await line({ daysAgo: 100, outcome: 'unknown' }),
    await line({ daysAgo: 100, outcome: 'pending', state: 'queued' }),
    await line({ daysAgo: 80 }),
  ];
  await query(
    `insert into audit_events (kind, actor, at) values ('sign-out', 'Ana', now() - interval '100 days')`,
  );
  expect(await removeOldHistory(open.database, 90)).toBe(3);
  expect(await removeOldHistory(open.database, 90)).toBe(0);
  const left = (await query<{ id: number }>('select id from changes')).map(({ id }) => id);
  expect(left).toEqual(expect.arrayContaining(kept));
  expect(left.filter((id) => old.includes(id))).toEqual([]);
  const removals = await query<{ detail: object }>(
    `select detail from audit_events where kind = 'history.removed'`,
  );
  expect(removals).toMatchObject([{ detail: { changes: 2, events: 1, days: 90 } }]);
  await expect(query('delete from changes')).rejects.toThrow('never altered or removed');
});

test('not even the way that retention takes reaches what is young, open or about removals', async () => {
  await expect(removeOldHistory(open.database, 29)).rejects.toThrow();
  await query(
    `insert into audit_events (kind, actor, at) values ('history.removed', 'Tagdesk', now() - interval '1 year')`,
  );
  const bypass = async (statement: string) =>
    query(`begin; set local tagdesk.removes_history = 'on'; ${statement}; commit`).finally(() =>
      query('rollback'),
    );
  await line({});
  for (const statement of ['delete from changes', `delete from audit_events where kind = 'history.removed'`])
    await expect(bypass(statement)).rejects.toThrow('never altered or removed');
});

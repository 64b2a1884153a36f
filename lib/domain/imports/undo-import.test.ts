import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { recordAndClaim } from '#lib/domain/changes/record-and-claim.ts';
import { writersThatWait } from '#lib/testing/database.ts';
import { type ImportWorld, importHeader, openImports } from '#lib/testing/imports.ts';
import { findImportToUndo, undoImport } from './undo-import.ts';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImports();
});

afterAll(() => world.close());

const undo = (importId: number, context = world.context) => undoImport(context, { importId });

/** What people see of users and tags, without times of change. */
const everything = () =>
  world.rows(`
    select u.id, u.name, u.email, u.search, u.tag_ids, u.tag_count, u.identity_mask, u.tag_mask, u.gap_mask,
      u.proof_mask, (select jsonb_agg(jsonb_build_object('id', i.id, 'provider', i.provider, 'external', i.external_id,
        'refs', (select jsonb_agg(r.ref order by r.ref) from identity_refs r where r.identity_id = i.id),
        'tags', (select jsonb_agg(to_jsonb(it) order by it.tag_id) from identity_tags it where it.identity_id = i.id))
        order by i.id) from identities i where i.user_id = u.id) as identities from users u
    union all select null, key, value, provider, null, usage_count, 0, 0, 0, 0, null from tags where usage_count > 0
    union all select null, name, null, null, null, value::int, 0, 0, 0, 0, null from counters where value > 0
    order by 1, 2, 3, 4`);

test('people, ids, tags, values and names of an import are as they were before it, whatever the file held', async () => {
  const one = (...values: string[]) => fc.constantFrom('', ...values);
  const row = fc
    .record({
      name: one('Ada', 'Bea'),
      email: one('p1@x.example', 'p2@x.example', 'p3@x.example', 'P1@x.example'),
      vero: one('pv1', 'pv2', 'pv3'),
      cerego: one('pc1', 'pc2'),
      capillary: one('501', '502'),
      fragment: one('pf1', 'pf2'),
      veroTags: one('red', 'green', 'red;blue'),
      ceregoTags: one('Region=North', 'Region=South;Team=A'),
      labels: one('Gold'),
      fragmentTags: one('plan=free', 'plan=pro;seat=1'),
    })
    .map((cells) => Object.values(cells).join(','));
  const file = fc.array(row, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(file, file, fc.boolean(), async (earlier, wrong, isConfirmed) => {
      await world.load(...earlier);
      if (isConfirmed) await world.rows("update identity_tags set proof = 'confirmed' where tag_id % 2 = 0");
      await world.rows('select refresh_users(array_agg(id)) from users');
      const before = await everything();
      const { importId, usersCreated, usersChanged } = await world.load(...wrong);
      if (usersCreated + usersChanged === 0) return;
      const report = await undo(importId);
      expect(report).toMatchObject({ done: true, usersRemoved: usersCreated, leftAlone: [] });
      expect(await everything()).toEqual(before);
    }),
    { numRuns: 12 },
  );
  // None that could be sent.
  expect(await world.rows("select 1 from changes where kind <> 'import' or state <> 'closed'")).toEqual([]);
});

test('what has been touched since stays, and the answer says what and why', async () => {
  await world.load(',known@x.example,k-v,,,k-f,,,,plan=free');
  const { importId } = await world.load(
    'Edited,,e-v,,,,kept;wrong,,,',
    'Linked,,l-v,,,,wrong,,,',
    'Free,,f-v,,,,wrong,,,',
    'Known,known@x.example,k-v,,701,k-f,wrong,,,plan=pro',
    'Planned,,p-v,,,,,,,',
  );
  const idOf = async (name: string) =>
    (await world.rows('select id from users where name = $1', name))[0]?.id;
  await world.rows(
    `update identity_tags it set proof = 'confirmed', proof_at = now() from identities i, tags t
     where i.id = it.identity_id and t.id = it.tag_id and i.external_id = 'e-v' and t.key = 'kept'`,
  );
  const later = await world.load(',,l-v,l-c,,,,,,', 'Known Better,,k-v,,,,,,,');
  await world.rows(
    `with r as (insert into runs (title, status, source, operations, actor) values ('', 'planned', '{}', '[]', 'Ada') returning id)
     insert into run_targets (run_id, user_id, provider, status, operations, before)
     select r.id, $1, 'vero', 'change', '[]', '[]' from r`,
    await idOf('Planned'),
  );
  const asked = await findImportToUndo(world.context, importId);
  const report = await undo(importId);
  expect(report).toMatchObject({
    done: true,
    usersRemoved: 1,
    identitiesRemoved: 1,
    tagsRemoved: 4,
    tagsRestored: 1,
    namesRestored: 0,
  });
  expect(report.leftAlone).toEqual(
    expect.arrayContaining([
      { reason: expect.stringContaining('Tags that changed'), count: 1, examples: ['kept of Edited'] },
      { reason: expect.stringContaining('edited, read or linked'), count: 2, examples: ['Edited', 'Linked'] },
      { reason: expect.stringContaining('a run names'), count: 1, examples: ['Planned'] },
      { reason: expect.stringContaining('Names'), count: 1, examples: ['Known Better'] },
    ]),
  );
  // The preview equals the result.
  const { importId: _, fileName: __, done: ___, batches: ____, batchesDone: _____, ...counts } = report;
  expect(asked.preview).toEqual({ ...counts, isPartial: false });
  expect(await world.tagsOf('e-v')).toEqual([{ key: 'kept', value: null, proof: 'confirmed' }]);
  expect(await world.tagsOf('k-f')).toEqual([{ key: 'plan', value: 'free', proof: 'imported' }]);
  expect(await world.rows("select 1 from identities where external_id in ('f-v', '701')")).toEqual([]);
  expect((await undo(later.importId)).namesRestored).toBe(1);
  expect(await idOf('Known')).toBeDefined();
});

test('imports are taken back one after the other, the newest first', async () => {
  const before = await everything();
  const first = await world.load('Serial,serial@x.example,s-v,,,,wrong,,,', ',,s-2,,,,,,,');
  const second = await world.load('Serial B,,s-v,s-c,,,worse,,,', ',other@x.example,s-2,,,,worse,,,');
  const third = await world.load(',,s-2,,,,worst,,,');
  for (const { importId } of [third, second, first])
    expect(await undo(importId)).toMatchObject({ leftAlone: [] });
  expect(await everything()).toEqual(before);
});

test('a tag whose user has a change on its way stays', async () => {
  const { importId } = await world.load('Open,,o-v,,,,wrong,,,');
  await world.rows(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations)
     select 'tags', user_id, id, 'vero', external_id, 'Ada', '[{"verb":"add","key":"new","value":null}]' from identities
     where external_id = 'o-v'`,
  );
  const report = await undo(importId);
  expect(report).toMatchObject({ usersRemoved: 0, tagsRemoved: 0 });
  expect(report.leftAlone[0]).toMatchObject({
    reason: expect.stringContaining('on its way'),
    examples: ['wrong of Open'],
  });
});

test('the history keeps what was loaded and says who took it back, also of people who are gone', async () => {
  const { importId } = await world.load('Gone,,g-v,,,,wrong,,,');
  const [line] = await world.rows('select * from changes where import_id = $1', importId);
  const ada = { ...world.context, actor: { memberId: 'ada', name: 'Ada', role: 'marketer' } };
  await undo(importId, ada);
  expect(await world.rows('select * from changes where import_id = $1 order by id', importId)).toEqual([
    line,
    expect.objectContaining({
      kind: 'import',
      undo_of: line?.id,
      user_id: line?.user_id,
      external_id: 'g-v',
      actor: 'Ada',
      operations: [{ verb: 'remove', key: 'wrong', value: null }],
      state: 'closed',
    }),
  ]);
  expect(
    await world.rows(
      "select actor, subject, detail from audit_events where detail ->> 'importId' = $1",
      String(importId),
    ),
  ).toMatchObject([
    { actor: 'Ada', subject: 'people.csv', detail: { usersRemoved: 1, tagsRemoved: 1, leftAlone: 0 } },
  ]);
  await expect(undo(importId)).rejects.toMatchObject({
    code: 'conflict',
    message: 'This import was undone by Ada already.',
  });
  expect(await findImportToUndo(ada, importId)).toMatchObject({
    preview: null,
    reason: expect.stringContaining('Ada'),
  });
});

test('two who undo at once do it once; who may not import may not undo', async () => {
  const { importId } = await world.load(
    ...Array.from({ length: 50 }, (_, n) => `Twice ${n},,t-${n},,,,wrong,,,`),
  );
  await expect(
    undo(importId, { ...world.context, actor: { memberId: 'x', name: 'V', role: 'support' } }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const reports = await Promise.allSettled([undo(importId), undo(importId)]);
  const done = reports.flatMap((each) => (each.status === 'fulfilled' ? [each.value.usersRemoved] : []));
  expect(done.length).toBeGreaterThan(0);
  expect(new Set(done)).toEqual(new Set([50]));
  expect(
    await world.rows('select 1 from changes where import_id = $1 and undo_of is not null', importId),
  ).toHaveLength(50);
});

test('killed in the middle it goes on where it stopped, and says all that was undone', async () => {
  const { importId } = await world.load(
    'First,,kill-first,,,,wrong,,,',
    ...Array.from({ length: 5_200 }, (_, number) => `,,kill-${number},,,,wrong,,,`),
  );
  // The last batch goes first; the first one waits for a lock and loses its connection.
  const holder = await world.pool.connect();
  await holder.query('begin');
  await holder.query("select 1 from identities where external_id = 'kill-first' for update");
  const broken = expect(undo(importId)).rejects.toThrow();
  await expect
    .poll(
      () =>
        world.rows(
          "select pg_terminate_backend(pid) as ended from pg_stat_activity where wait_event_type = 'Lock' and query like '%for update%' and pid <> pg_backend_pid() and datname = current_database()",
        ),
      { timeout: 20_000 },
    )
    .toEqual([{ ended: true }]);
  await broken;
  await holder.query('rollback');
  holder.release();
  const left = await world.rows(
    "select count(*)::int as count from identities where external_id like 'kill-%'",
  );
  expect(left).toEqual([{ count: 5_000 }]);
  expect(await findImportToUndo(world.context, importId)).toMatchObject({
    isBegun: true,
    preview: { usersRemoved: 5_000 },
  });
  expect(await undo(importId)).toMatchObject({
    done: true,
    usersRemoved: 5_201,
    tagsRemoved: 5_201,
    batches: 2,
    leftAlone: [],
  });
  expect(await world.rows("select 1 from identities where external_id like 'kill-%'")).toEqual([]);
  expect(await world.rows("select usage_count from tags where key = 'wrong' and provider = 'vero'")).toEqual(
    await world.rows(
      "select count(*)::int as usage_count from identity_tags it join tags t on t.id = it.tag_id where t.key = 'wrong' and t.provider = 'vero'",
    ),
  );
}, 60_000);

test('an import that is still under way ends when it is undone', async () => {
  async function* slow() {
    const lines = Array.from({ length: 5_000 }, (_, number) => `,,slow-${number},,,,wrong,,,`);
    yield new TextEncoder().encode(`${importHeader}\n${lines.join('\n')}\n`);
    await expect
      .poll(() => world.rows("select 1 from identities where external_id = 'slow-0'"), { timeout: 20_000 })
      .toHaveLength(1);
    const [row] = await world.rows('select max(id) as id from imports');
    await undo(Number(row?.id));
    yield new TextEncoder().encode(',,slow-late,,,,wrong,,,\n');
  }
  await expect(world.loadStream(slow())).rejects.toMatchObject({ code: 'conflict' });
  expect(await world.rows("select 1 from identities where external_id like 'slow-%'")).toEqual([]);
}, 60_000);

test('an edit in the very moment in which its person is taken away is told so, and leaves no line', async () => {
  const { importId } = await world.load('Brief,,brief-v,,,,,,,');
  const [person] = await world.rows("select user_id from identities where external_id = 'brief-v'");
  const held = await world.pool.connect();
  try {
    await held.query('begin');
    // As an undo does to see whether the user was touched.
    await held.query("select from identities where external_id = 'brief-v' for update");
    const edit = recordAndClaim(world.context.database, {
      actor: world.context.actor,
      userId: Number(person?.user_id),
      provider: 'vero',
      operations: [{ verb: 'add', key: 'late', value: null }],
      note: '',
    });
    const told = expect(edit).rejects.toMatchObject({ code: 'not-found' });
    await vi.waitFor(async () => {
      expect(await world.rows(writersThatWait)).not.toEqual([]);
    });
    await held.query("delete from identities where external_id = 'brief-v'");
    await held.query('commit');
    await told;
  } finally {
    held.release();
  }
  expect(await world.rows(`select from changes where kind = 'tags' and external_id = 'brief-v'`)).toEqual([]);
  await undo(importId);
});

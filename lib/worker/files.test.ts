import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importUsers } from '#lib/domain/imports/import-users.ts';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { exportResults } from '#lib/domain/runs/export-results.ts';
import { listTargets } from '#lib/domain/runs/list-targets.ts';
import { matchUpload } from '#lib/domain/runs/match-upload.ts';
import { tags } from '#lib/platform/db/schema/users.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, planned, runWhen, staged, started } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await openWithWorker();
});
afterAll(() => env.stop());

const stage = (text: string) => staged(env, 'crm.csv', text);

test('a file asks for something else for each row, and says of every bad row what is wrong', async () => {
  await crowd(env, 5, ['vero', 'fragment'], 1);
  const file = [
    'Mail,fragment_user_ref,vero_tags,Plan',
    'p1@example.com,,vip; loyal,team',
    'P2@EXAMPLE.COM,,,free',
    ',3,vip,',
    'nobody@example.com,,vip,',
    ',,vip,',
    'p4@example.com,,,no/slash',
    'p5@example.com,1,vip,',
    'p5@example.com,,,team',
    'p5@example.com,,,free',
    '"broken" quote,,,',
  ].join('\n');
  const upload = await stage(file);
  expect(upload).toMatchObject({
    rows: 10,
    columns: ['Mail', 'fragment_user_ref', 'vero_tags', 'Plan'],
    guesses: { who: [{ as: 'email' }, { as: 'fragment' }], mappings: [{ provider: 'vero' }] },
  });
  const run = await planned(env, {
    source: {
      kind: 'csv',
      uploadId: upload.uploadId,
      who: [
        { column: 'Mail', as: 'email' },
        { column: 'fragment_user_ref', as: 'fragment' },
      ],
      mappings: [
        { column: 'vero_tags', provider: 'vero', verb: 'add', key: null },
        { column: 'Plan', provider: 'fragment', verb: 'add', key: 'plan' },
      ],
    },
    operations: [],
  });
  expect(run).toMatchObject({
    title: 'Change tags at Vero and FRAGMENT from crm.csv',
    users: 4,
    fileName: 'crm.csv',
  });
  expect(run.badRows.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '5 Nobody here has this id or e-mail.',
    '6 It does not say who is meant.',
    expect.stringMatching(/^7 .*\//),
    '10 Another line asks for something else about “plan” of the same user.',
    expect.stringContaining('11 '),
  ]);
  // The id precedes the e-mail: line 8 is the first person, who asks for `vip` already.
  expect(run.providers.map(({ provider, plan }) => [provider, plan.change])).toEqual([
    ['vero', 2],
    ['fragment', 3],
  ]);
});

test('what nobody can see in a file is told in its plan, each thing once with the tags it is about', async () => {
  await env.context.database.insert(tags).values({ provider: 'vero', key: 'plain-twin' });
  const upload = await stage(
    [
      'Mail,vero_tags',
      'p1@example.com,vi\u200Bp;clean',
      'p2@example.com,vi\u200Bp',
      'p3@example.com,plain-twi\u00ADn',
    ].join('\n'),
  );
  const { warnings } = await planned(env, {
    source: {
      kind: 'csv',
      uploadId: upload.uploadId,
      who: [{ column: 'Mail', as: 'email' }],
      mappings: [{ column: 'vero_tags', provider: 'vero', verb: 'add', key: null }],
    },
    operations: [],
  });
  expect(warnings).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/zero-width space \(U\+200B\).*\(1 tag in 2 changes: “vi\[U\+200B\]p”\)/),
      expect.stringMatching(/soft hyphen \(U\+00AD\).*1 tag in 1 change/),
      expect.stringMatching(/^Looks like “plain-twin”/),
    ]),
  );
  expect(warnings.join('\n')).not.toContain('clean');
});

test('a column that the file does not have, and an empty file, are refused at once', async () => {
  const { uploadId } = await stage('email,tags\np1@example.com,vip\n');
  const who = [{ column: 'email', as: 'email' as const }];
  const mappings = [{ column: 'labels', provider: 'vero' as const, verb: 'add' as const, key: null }];
  await expect(
    createRun(env.context, { source: { kind: 'csv', uploadId, who, mappings }, operations: [] }),
  ).rejects.toThrow('no column “labels”');
  await expect(stage('')).rejects.toThrow('The file is empty.');
  await expect(
    createRun(env.as({ memberId: 'somebody-else' }), {
      source: { kind: 'csv', uploadId, who, mappings },
      operations: [],
    }),
  ).rejects.toThrow('choose it again');
});

test('a hundred thousand rows of which a thousand are bad are planned, and the bad ones counted', async () => {
  await crowd(env, 2_000, ['vero'], 10_000);
  const lines = Array.from({ length: 100_000 }, (_, index) =>
    index % 100 === 0 ? `gone-${index}@example.com,vip` : `p${10_000 + (index % 2_000)}@example.com,vip`,
  );
  const upload = await stage(`email,tags\n${lines.join('\n')}\n`);
  const run = await planned(env, {
    source: {
      kind: 'csv',
      uploadId: upload.uploadId,
      who: [{ column: 'email', as: 'email' }],
      mappings: [{ column: 'tags', provider: 'vero', verb: 'add', key: null }],
    },
    operations: [],
  });
  expect(run).toMatchObject({ status: 'planned', badRowCount: 1_000 });
  expect(run.badRows).toHaveLength(1_000);
}, 60_000);

test('a file that was exported means the same to a run', async () => {
  const file = [
    'name,email,vero_id,fragment_user_ref,vero_tags,fragment_tags',
    `Ada,,'+447700900200,f-200,"'-promo;""A;B"";keep","balance=-5;""a=b""=c"`,
    'Bea,,v-201,,x,',
    'Cy,,v-202,,caf\uFFFD,',
    "Dee,,,f-203,,'-50",
  ].join('\n');
  await importUsers(env.context, {
    fileName: 'people.csv',
    stream: Readable.from([Buffer.from(file.replace('caf\uFFFD', 'ok').replace("'-50", 'balance=1'))]),
  });
  const upload = await stage(file);
  expect(upload).toMatchObject({ rows: 4, rowsNoText: 1, form: { encoding: 'utf-8', delimiter: ',' } });
  expect(upload.sample[0]).toEqual([
    'Ada',
    '',
    '+447700900200',
    'f-200',
    '-promo;"A;B";keep',
    'balance=-5;"a=b"=c',
  ]);
  const { id, badRows } = await planned(env, {
    source: {
      kind: 'csv',
      uploadId: upload.uploadId,
      who: [
        { column: 'vero_id', as: 'vero' },
        { column: 'fragment_user_ref', as: 'fragment' },
      ],
      mappings: [
        { column: 'vero_tags', provider: 'vero', verb: 'remove', key: null },
        { column: 'fragment_tags', provider: 'fragment', verb: 'set', key: 'balance' },
      ],
    },
    operations: [],
  });
  expect(badRows).toEqual([{ line: 4, column: 'vero_tags', reason: expect.stringContaining('no text') }]);
  const { targets } = await listTargets(env.context, { runId: id });
  expect(targets.flatMap(({ operations }) => operations.map(({ key, value }) => [key, value]))).toEqual(
    expect.arrayContaining([
      ['-promo', null],
      ['A;B', null],
      ['keep', null],
      ['balance', 'balance=-5;"a=b"=c'],
      ['balance', '-50'],
    ]),
  );
});

test('a line that names two users is bad in the words of an import', async () => {
  await crowd(env, 2, ['vero', 'fragment'], 300);
  await env.context.database.execute(
    sql`insert into users (name, email) values ('Twin', 'twin@example.com'), ('Twin', 'twin@example.com')`,
  );
  const file =
    'email,vero_id,fragment_user_ref,vero_tags\n,300,301,x\ntwin@example.com,,,x\np301@example.com,300,300,x';
  const upload = await stage(file);
  const { badRows, users } = await planned(env, {
    source: {
      kind: 'csv',
      uploadId: upload.uploadId,
      who: [
        { column: 'email', as: 'email' },
        { column: 'vero_id', as: 'vero' },
        { column: 'fragment_user_ref', as: 'fragment' },
      ],
      mappings: [{ column: 'vero_tags', provider: 'vero', verb: 'add', key: null }],
    },
    operations: [],
  });
  const load = { fileName: 'two.csv', stream: Readable.from([Buffer.from(file)]) };
  const report = await importUsers(env.context, load);
  const reasons = report.badRows.map(({ line, reason }) => [line, reason]);
  expect(badRows.map(({ line, reason }) => [line, reason])).toEqual(reasons.slice(0, 2));
  expect(badRows[0]?.reason).toContain('Person 300 by Vero id, Person 301 by FRAGMENT');
  // The id precedes the e-mail; only an import, which would overwrite the e-mail, refuses the line.
  expect(users).toBe(1);
  expect(reasons).toHaveLength(3);
});

test('results leave as CSV that starts no formula', async () => {
  const ids = await crowd(env, 2, ['vero'], 90_000);
  const runId = await started(env, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'vero', operations: [{ verb: 'add', key: '=SUM(A1)', value: null }] }],
  });
  await runWhen(env, runId, ({ status }) => status === 'finished');
  let text = '';
  for await (const piece of await exportResults(env.context, { runId })) text += piece;
  expect(text.split('\n')).toHaveLength(4);
  expect(text).toContain('add =SUM(A1),accepted');
  expect(text).not.toMatch(/(^|,)=/m);
});

test('a pasted list says whom it finds before there is a plan, and its run bears its name', async () => {
  await crowd(env, 4, ['vero', 'fragment'], 800_001);
  const entries = [
    'p800001@example.com',
    '800002',
    'P800003@EXAMPLE.COM',
    '800003',
    'nobody@example.com',
    'x-9',
  ];
  const upload = await staged(env, 'a pasted list of 6', ['E-mail or id', ...entries].join('\n'));
  const who = (['email', 'vero', 'cerego', 'capillary', 'fragment'] as const).map((as) => ({
    column: 'E-mail or id',
    as,
  }));
  const { uploadId } = upload;
  expect(await matchUpload(env.context, { uploadId, who: JSON.stringify(who) })).toEqual({
    rows: 6,
    found: 4,
    users: 3,
    bad: [
      { line: 6, column: '', who: 'nobody@example.com', reason: 'Nobody here has this id or e-mail.' },
      { line: 7, column: '', who: 'x-9', reason: 'Nobody here has this id or e-mail.' },
    ],
  });
  const run = await planned(env, {
    source: { kind: 'csv', uploadId, who, mappings: [], pasted: true },
    operations: [{ provider: 'vero', operations: [{ verb: 'add', key: 'pasted', value: null }] }],
  });
  expect(run).toMatchObject({
    title: 'Change tags at Vero from a pasted list of 6',
    source: { kind: 'csv', pasted: true },
    users: 3,
    badRowCount: 2,
  });
});

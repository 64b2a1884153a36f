import { expect, size, test } from './fixtures.ts';
import { believedToHave, expectEnded, outcomesOf, plan, start } from './steps.ts';

test('two members against each other end with everybody as the provider has them, each line under its name', async ({
  page,
  installation,
  crowd,
  tag,
  colleague,
}) => {
  const { mark, ids } = await crowd();
  const { sandbox } = installation;
  const name = `Bo ${tag}`;
  const other = await colleague(name);
  await sandbox.seed({ capillary: { labels: [tag] } });
  // Both runs overlap.
  await sandbox.configure({ writeLatencyMs: { min: 1_000, max: 1_000 } });
  const [adds, removes] = [
    await plan(page, mark, { provider: 'Capillary', key: tag }),
    await plan(other, mark, { provider: 'Capillary', verb: 'Remove', key: tag }),
  ];
  await Promise.all([start(page), start(other)]);
  const unfinished = 'select count(*)::int as count from runs where id = any($1) and ended_at is null';
  expect(await installation.ledger().query(unfinished, [[adds, removes]])).toEqual([{ count: 2 }]);
  await sandbox.configure({ writeLatencyMs: { min: 0, max: 20 } });
  await Promise.all([expectEnded(page), expectEnded(other)]);

  for (const runId of [adds, removes]) {
    const { confirmed = 0, refused = 0 } = await outcomesOf(installation, runId, 'capillary');
    expect(confirmed + refused).toBe(size);
  }
  const actors = await installation
    .ledger()
    .query(
      'select run_id, actor, count(*)::int as lines from changes where run_id = any($1) group by 1, 2 order by 1',
      [[adds, removes]],
    );
  expect(actors).toEqual([
    { run_id: adds, actor: expect.any(String), lines: size },
    { run_id: removes, actor: name, lines: size },
  ]);
  // One call per customer at a time, and each line at most one.
  const calls = (await sandbox.callsFor('capillary', tag)).filter(({ method }) => method !== 'GET');
  expect(calls.filter(({ body }) => body.includes('521'))).toEqual([]);
  expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
  const perPerson = new Map<string, number>();
  for (const { path } of calls) perPerson.set(path, (perPerson.get(path) ?? 0) + 1);
  expect([...perPerson.values()].filter((count) => count > 2)).toEqual([]);
  expect(perPerson.size).toBe(size);

  const { customers } = await sandbox.state('capillary');
  const there = customers
    .filter(({ userId, labels }) => ids.capillary.includes(userId) && labels.includes(tag))
    .map(({ userId }) => userId);
  expect(await believedToHave(installation, 'capillary', tag)).toEqual(there.toSorted());
});

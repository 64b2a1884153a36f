/** Section `runs`: how soon a plan is there, and how near a run comes to a bare loop over the same client and calls. */
import { type Context, systemActor } from '#lib/auth/context.ts';
import { openDatabase } from '#lib/db/client.ts';
import { readSettings } from '#lib/env.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import type { Measurement } from '../bench.ts';
import { absoluteFigure, type Figure, times } from '../report/figure.ts';
import { openBenchWorld } from '../system/sandbox.ts';
import { measurePlan, measureRate } from './measure-run.ts';

const concurrent = 8;
const latencyMs = 40;
const plans = [
  { users: 10_000, mostMs: 2_000 },
  { users: 100_000, mostMs: 10_000 },
];
const least = 0.95;

export const runsSection: Measurement = async (bench, resources) => {
  const size = bench.sizes.at(-1) ?? 0;
  const url = await bench.people(size);
  const world = await openBenchWorld(resources, concurrent);
  await world.control('PUT', 'settings', { latencyMs: { min: latencyMs, max: latencyMs } });
  const open = openDatabase(url);
  const { providers: config } = readSettings({
    ...world.environment,
    DATABASE_URL: url,
    TAGDESK_SANDBOX: '0',
  });
  const providers = createRegistry(config);
  const context: Context = { actor: systemActor, database: open.database, providers };
  try {
    const figures: Figure[] = [];
    for (const { users, mostMs } of plans.filter((plan) => plan.users <= size)) {
      const value = await measurePlan(context, users);
      figures.push(
        absoluteFigure('runs', `plan of ${users} users at three providers`, {
          value,
          most: mostMs,
          unit: 'ms',
        }),
      );
    }
    const pace = config.vero?.pace;
    if (!pace) throw new Error('The world has no Vero.');
    const { run, bare, memoryMb } = await measureRate(context, pace);
    figures.push({
      section: 'runs',
      what: `changes per second, ${concurrent} at once, ${latencyMs} ms away`,
      measured: run.toFixed(1),
      limit: bare.toFixed(1),
      relation: times(run / bare),
      target: `≥ ${times(least)}`,
      met: run / bare >= least,
      numbers: { run, bare },
    });
    return [
      ...figures,
      absoluteFigure('runs', 'memory of the sending process', { value: memoryMb, most: null, unit: 'MB' }),
    ];
  } finally {
    await providers.close();
    await open.close();
  }
};

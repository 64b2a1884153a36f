/** `runs`: plan time, throughput beside a bare loop, memory, a killed worker, and edits meanwhile. */

import { resumeRun } from '#lib/domain/runs/resume-run.ts';
import { type Context, systemActor } from '#lib/platform/context.ts';
import { openDatabase } from '#lib/platform/db/client.ts';
import { createSharedBudget } from '#lib/platform/provider-budget/create-budget.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import type { Budget } from '#lib/providers/budget.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import type { Measurement } from '../bench.ts';
import { absoluteFigure, type Figure, shown, times } from '../report/figure.ts';
import { type BenchWorld, openBenchWorld } from '../system/sandbox.ts';
import { dropCrowd, makeCrowd } from './crowd.ts';
import { measureEditsBeside } from './measure-edits-beside.ts';
import { measureKill } from './measure-kill.ts';
import {
  measureBare,
  measurePlan,
  pauseWhole,
  rateOf,
  type Stretch,
  startMeasured,
  stretchOf,
  until,
} from './measure-run.ts';
import { startBenchWorker } from './start-worker.ts';

const people = 100_001;
const changes = 100_000;
const atOnce = 50;
const latencyMs = 20;
const bareCalls = 4_000;
const turns = 5;
/** A separate run, so that neither disturbs the other's measurement. */
const changesBeside = 30_000;
/** All would take 500 s: a part has the same rate. */
const cap = { perSecond: 200, changes: 8_000, bareCalls: 3_000 };
const killed = 10_000;
const least = 0.95;
const maxGrowth = 1.25;
const plans = [
  { users: 10_000, maxMs: 2_000 },
  { users: 100_000, maxMs: 10_000 },
];

/** `bare`: own rate limits, as the limit needs. */
type Contexts = { context: Context; bare: Context };

type Scene = Contexts & {
  world: BenchWorld;
  resources: AsyncDisposableStack;
  environment: Record<string, string>;
};

export const runsSection: Measurement = async (bench, resources) => {
  bench.print(`Making ${people.toLocaleString('en')} people …`);
  const url = await makeCrowd(bench.serverUrl, people);
  resources.defer(() => dropCrowd(bench.serverUrl));
  const world = await openBenchWorld(resources, atOnce);
  await world.control('PUT', 'settings', { latencyMs: { min: latencyMs, max: latencyMs } });
  const environment = { ...world.environment, DATABASE_URL: url };
  const contexts = openContexts(resources, environment);
  const { context } = contexts;
  const scene = { ...contexts, world, resources, environment };
  const figures: Figure[] = [];
  const add = (...made: Figure[]) => {
    figures.push(...made);
    for (const { what, measured, relation } of made) bench.print(`${what}: ${measured} ${relation}`);
  };
  for (const { users, maxMs } of plans) {
    const what = `plan of ${users.toLocaleString('en')} users at three providers`;
    const value = await measurePlan(context, users);
    add(absoluteFigure('runs', what, { value, most: maxMs, unit: 'ms' }));
  }
  add(...(await wholeRun(scene)));
  add(...(await cappedRun(scene)));
  add(...(await killedRun(scene)));
  return figures;
};

function openContexts(resources: AsyncDisposableStack, environment: Record<string, string>): Contexts {
  const settings = readSettings({ ...environment, TAGDESK_SANDBOX: '0' });
  const open = resources.adopt(openDatabase(environment.DATABASE_URL ?? ''), (opened) => opened.close());
  const openClients = (budget?: Budget) =>
    resources.adopt(createRegistry(settings.providers, { budget }), (opened) => opened.close());
  const context = {
    actor: systemActor,
    database: open.database,
    providers: openClients(createSharedBudget(open.pool)),
  };
  return { context, bare: { ...context, providers: openClients() } };
}

/** Run and bare loop take turns, so that the machine's load hits both. */
async function wholeRun({ context, bare: bareContext, resources, environment }: Scene): Promise<Figure[]> {
  const alone = await measureEditsBeside(context, people);
  const worker = startBenchWorker(resources, environment);
  const memory = { early: 0, late: 0 };
  const look = (done: number) => {
    const when = done < changes * 0.25 ? 'early' : 'late';
    memory[when] = Math.max(memory[when], worker.memory() ?? 0);
  };
  const bares = [await measureBare(bareContext, bareCalls, atOnce)];
  const stretches: Stretch[] = [];
  const runId = await startMeasured(context, changes);
  for (let turn = 0; turn < turns; turn += 1) {
    if (turn > 0) await resumeRun(context, { runId, provider: null });
    const [from, to] = [changes * ((turn + 0.1) / turns), changes * ((turn + 0.9) / turns)];
    stretches.push(await stretchOf(context, runId, { from, to }, look));
    if (turn === turns - 1) break;
    await pauseWhole(context, runId);
    bares.push(await measureBare(bareContext, bareCalls, atOnce));
  }
  await until(context, runId, ({ status }) => status === 'finished');
  bares.push(await measureBare(bareContext, bareCalls, atOnce));
  const another = await startMeasured(context, changesBeside);
  await until(context, another, ({ done }) => done > changesBeside * 0.05);
  const meanwhile = await measureEditsBeside(context, people);
  await until(context, another, ({ status }) => status === 'finished');
  await worker.stop();
  const [run, bare] = [rateOf(stretches), rateOf(bares)];
  const growth = memory.late / memory.early;
  return [
    ratio(`${changes.toLocaleString('en')} changes, ${atOnce} at once, ${latencyMs} ms away`, run, bare),
    {
      section: 'runs',
      what: 'memory of the worker, after a quarter of the run',
      measured: `${memory.late.toFixed(0)} MiB`,
      limit: `${memory.early.toFixed(0)} MiB before`,
      relation: times(growth),
      target: `≤ ${times(maxGrowth)}`,
      met: growth <= maxGrowth,
      numbers: { early: memory.early, late: memory.late },
    },
    {
      section: 'runs',
      what: 'a single edit at the same provider during the run',
      measured: shown(meanwhile),
      limit: `${shown(alone)} without`,
      relation: times(meanwhile.p50 / alone.p50),
      target: '',
      met: null,
      numbers: { p50: meanwhile.p50, p95: meanwhile.p95, aloneP50: alone.p50, aloneP95: alone.p95 },
    },
  ];
}

async function cappedRun({ context, resources, environment }: Scene): Promise<Figure[]> {
  const capped = { ...environment, VERO_MAX_PER_SECOND: String(cap.perSecond) };
  const own = openContexts(resources, capped);
  const bare = rateOf([await measureBare(own.bare, cap.bareCalls, atOnce)]);
  const worker = startBenchWorker(resources, capped);
  const runId = await startMeasured(context, cap.changes);
  const run = rateOf([await stretchOf(context, runId, { from: cap.changes * 0.1, to: cap.changes * 0.9 })]);
  await until(context, runId, ({ status }) => status === 'finished');
  await worker.stop();
  return [ratio(`a part of ${cap.changes.toLocaleString('en')} at ${cap.perSecond} a second`, run, bare)];
}

async function killedRun({ context, world, resources, environment }: Scene): Promise<Figure[]> {
  const kill = await measureKill(context, resources, {
    environment,
    changes: killed,
    countCalls: world.countCalls,
  });
  // The client gets twice its concurrency, and three times may wait to be written.
  const inFlight = { most: atOnce * 5, unit: 'calls' };
  return [
    absoluteFigure('runs', 'kill -9 of the worker: until another goes on', {
      value: kill.takeoverMs,
      most: 15_000,
      unit: 'ms',
    }),
    absoluteFigure('runs', 'kill -9: repeated, every one repeatable and without harm', {
      value: kill.repeated,
      ...inFlight,
    }),
    {
      section: 'runs',
      what: 'kill -9: lost',
      measured: `${kill.lost} changes`,
      limit: '',
      relation: '',
      target: 'none',
      met: kill.lost === 0,
      numbers: { lost: kill.lost },
    },
  ];
}

function ratio(what: string, run: number, bare: number): Figure {
  return {
    section: 'runs',
    what: `changes per second, ${what}`,
    measured: run.toFixed(1),
    limit: bare.toFixed(1),
    relation: times(run / bare),
    target: `≥ ${times(least)}`,
    met: run / bare >= least,
    numbers: { run, bare },
  };
}

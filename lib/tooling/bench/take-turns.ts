/** Fair comparisons on a busy machine. */
import { type Sample, summarise } from './statistics.ts';

export type TurnsOptions = { warmUps: number; rounds: number; limitMs: number };

/** One at a time, in turns, so that load hits all. Each gives its ms. Stops after `rounds` or `limitMs`. */
export async function takeTurns<Name extends string>(
  contestants: Record<Name, (round: number) => Promise<number>>,
  { warmUps, rounds, limitMs }: TurnsOptions,
): Promise<Record<Name, Sample>> {
  const names = namesOf(contestants);
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  const deadline = performance.now() + limitMs;
  for (let round = 0; round < warmUps + rounds; round += 1) {
    // The first may warm the cache for others: rotate.
    const order = round % 2 === 0 ? names : [...names].reverse();
    for (const name of order) {
      const time = await contestants[name](round);
      if (round >= warmUps) times.get(name)?.push(time);
    }
    if (round > warmUps && performance.now() > deadline) break;
  }
  return asRecord(names, (name) => summarise(times.get(name) ?? []));
}

/** Exactly the literal's names. */
function namesOf<Name extends string>(record: Record<Name, unknown>): Name[] {
  return Object.keys(record) as Name[];
}

/** Complete: every name gets a value. */
function asRecord<Name extends string, T>(names: Name[], value: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, T>;
}

/** In ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Fair comparisons on a machine that does other things too. */
import { type Sample, summarise } from './statistics.ts';

export type TurnsOptions = { warmUps: number; rounds: number; limitMs: number };

/**
 * Lets the contestants take turns, one at a time, so that whatever else happens on the machine happens to all of them.
 * Each gives the milliseconds that its turn took. Stops after `rounds`, or after `limitMs` in all.
 */
export async function takeTurns<Name extends string>(
  contestants: Record<Name, (round: number) => Promise<number>>,
  { warmUps, rounds, limitMs }: TurnsOptions,
): Promise<Record<Name, Sample>> {
  const names = namesOf(contestants);
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  const deadline = performance.now() + limitMs;
  for (let round = 0; round < warmUps + rounds; round += 1) {
    // Whoever comes first may warm the database's memory for the others: that advantage goes round.
    const order = round % 2 === 0 ? names : [...names].reverse();
    for (const name of order) {
      const time = await contestants[name](round);
      if (round >= warmUps) times.get(name)?.push(time);
    }
    if (round > warmUps && performance.now() > deadline) break;
  }
  return asRecord(names, (name) => summarise(times.get(name) ?? []));
}

/** The names are exactly those of the record's own literal. */
function namesOf<Name extends string>(record: Record<Name, unknown>): Name[] {
  return Object.keys(record) as Name[];
}

/** Every name gets a value, so the record is complete. */
function asRecord<Name extends string, T>(names: Name[], value: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, T>;
}

/** How long `work` takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

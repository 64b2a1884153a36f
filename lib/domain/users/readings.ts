/** Readings that outlast one HTTP answer go on in this process and are asked for again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#lib/platform/db/client.ts';
import type { ReadProgress } from '#lib/providers/contract.ts';

/** After this, progress is answered instead of an outcome. */
const tellAfterMs = 1_500;
/** Results are kept for whoever asks again. */
const keptMs = 15_000;

type Reading = { done: Promise<number>; progress: ReadProgress | null };

/** By database: tests have several in one process. */
const readings = new WeakMap<Database, Map<number, Reading>>();

/** Joins a reading under way. Gives its outcome, or progress: ask again. Rejects as `read`. */
export async function readOrTell(
  database: Database,
  identityId: number,
  read: (onProgress: (progress: ReadProgress) => void) => Promise<number>,
): Promise<{ drift: number } | { progress: ReadProgress }> {
  const ofDatabase = readings.get(database) ?? new Map<number, Reading>();
  readings.set(database, ofDatabase);
  const reading = ofDatabase.get(identityId) ?? begin(ofDatabase, identityId, read);
  if ((await isLate(reading)) && reading.progress) return { progress: reading.progress };
  try {
    return { drift: await reading.done };
  } finally {
    forget(ofDatabase, identityId, reading);
  }
}

function begin(
  all: Map<number, Reading>,
  identityId: number,
  read: (onProgress: (progress: ReadProgress) => void) => Promise<number>,
): Reading {
  const reading: Reading = { done: Promise.resolve(0), progress: null };
  reading.done = read((progress) => {
    reading.progress = progress;
  });
  all.set(identityId, reading);
  const forgetLater = () => {
    setTimeout(() => forget(all, identityId, reading), keptMs).unref();
  };
  reading.done.then(forgetLater, forgetLater);
  return reading;
}

function forget(all: Map<number, Reading>, identityId: number, reading: Reading): void {
  if (all.get(identityId) === reading) all.delete(identityId);
}

async function isLate({ done }: Reading): Promise<boolean> {
  const ended = done.then(
    () => false,
    () => false,
  );
  return Promise.race([ended, pause(tellAfterMs, true, { ref: false })]);
}

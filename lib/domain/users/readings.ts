/** Readings that take longer than one answer to a browser may: each goes on in this process, and is asked for again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#lib/platform/db/client.ts';
import type { ReadProgress } from '#lib/providers/contract.ts';

/** What is told in place of an outcome after this. */
const tellAfterMs = 1_500;
/** What came out is kept for whoever was told to ask again, who does so within seconds. */
const keptMs = 15_000;

type Reading = { done: Promise<number>; progress: ReadProgress | null };

/** By database, so that several in one process do not meet. */
const readings = new WeakMap<Database, Map<number, Reading>>();

/**
 * Begins `read` for this identity, or joins the one that is under way, and gives its outcome; where that takes long and
 * `read` tells how far it has come, that instead: ask again. Rejects as `read` does.
 */
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

/** Whether it has not ended after the time that a person waits without a word. */
async function isLate({ done }: Reading): Promise<boolean> {
  const ended = done.then(
    () => false,
    () => false,
  );
  return Promise.race([ended, pause(tellAfterMs, true, { ref: false })]);
}

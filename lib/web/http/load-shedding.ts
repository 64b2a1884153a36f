/** Load shedding by the database pool, which everything waits for. */
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSilent } from '#lib/platform/db/database-error.ts';
import { processPool } from '#lib/platform/db/process-pool.ts';
import { processSingleton } from '#lib/platform/process-singleton.ts';

/** A healthy database serves this queue within a second; behind a slow one it would only grow. */
const maxWaiting = 300;

/** Above this, pages enter one by one. */
const fewWaiting = 20;
const beatMs = 50;
const timeoutMs = 4_000;

const waiting = () => processPool().opened?.pool.waitingCount ?? 0;

export function isOverloaded(): boolean {
  return waiting() >= maxWaiting;
}

/** Silent for long while somebody waits. */
export function isDatabaseDoubtful(): boolean {
  return (processPool().opened?.standing.doubtfulSince ?? null) !== null;
}

/** It was away just now. */
export function doubtDatabase(): void {
  const { standing } = processPool().opened ?? {};
  if (standing) standing.doubtfulSince ??= performance.now();
}

const maxQuestionMs = 3_000;
let asking: Promise<unknown> | null = null;

/**
 * For pages, which can report nothing once begun: checks a doubtful database. Rejects with its error or after
 * three seconds. Free while it answers.
 */
export async function requireDatabase(): Promise<void> {
  if (!isDatabaseDoubtful()) return;
  asking ??= ask().finally(() => {
    asking = null;
  });
  await asking;
}

async function ask(): Promise<void> {
  const limit = AbortSignal.timeout(maxQuestionMs);
  const late = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => reject(new DatabaseSilent(maxQuestionMs)), { once: true });
  });
  const { pool, standing } = processPool().opened ?? {};
  await Promise.race([pool?.query('select 1'), late]);
  if (standing) standing.doubtfulSince = null;
}

type AdmissionQueue = { lately: number; queued: number; tail: Promise<unknown> };

const admissionQueue = processSingleton<AdmissionQueue>('admission-queue', () => ({
  lately: 0,
  queued: 0,
  tail: Promise.resolve(),
}));

/** Without waiting. */
export function tryEnter(): boolean {
  return admissionQueue().queued === 0 && enter();
}

/**
 * For pages: admits as fast as the database serves. False: no capacity within a few seconds. Free without a
 * queue.
 */
export function waitForCapacity(): Promise<boolean> {
  if (tryEnter()) return Promise.resolve(true);
  const own = admissionQueue();
  if (own.queued >= maxWaiting || isOverloaded()) return Promise.resolve(false);
  own.queued += 1;
  const until = Date.now() + timeoutMs;
  const turn = own.tail.then(() => enterBefore(until));
  own.tail = turn;
  return turn.finally(() => {
    own.queued -= 1;
  });
}

async function enterBefore(until: number): Promise<boolean> {
  while (Date.now() < until) {
    if (enter()) return true;
    await pause(beatMs / 10);
  }
  return false;
}

function enter(): boolean {
  const own = admissionQueue();
  if (own.lately + waiting() >= fewWaiting) return false;
  own.lately += 1;
  setTimeout(() => {
    own.lately -= 1;
  }, beatMs);
  return true;
}

/** Whether this process can take another request: read from its database pool, which everything waits for in the end. */
import { setTimeout as pause } from 'node:timers/promises';

/**
 * More requests than this in line for a connection are turned away at once. A healthy database serves such a line
 * within a second; behind a slow one it would only grow, and everybody in it give up.
 */
const mostWaiting = 300;

/** Pages are let in one after the other while more than this wait, or were just let in and have yet to ask. */
const fewWaiting = 20;
const beatMs = 50;
const patienceMs = 4_000;

/** The pool that `db/client.ts` keeps; nothing of it is loaded here, since the proxy has no use for the rest. */
const holder = globalThis as typeof globalThis & { tagdeskDatabase?: { pool: { waitingCount: number } } };

const waiting = () => holder.tagdeskDatabase?.pool.waitingCount ?? 0;

export function hasRoom(): boolean {
  return waiting() < mostWaiting;
}

let lately = 0;
let inLine = 0;
let line: Promise<unknown> = Promise.resolve();

/**
 * For pages, which cannot say that they are busy once they have begun: a crowd is let in as quickly as the database
 * serves it. Gives false when there is no room within a few seconds. Costs nothing while there is no crowd.
 */
export function waitForRoom(): Promise<boolean> {
  if (inLine === 0 && enter()) return Promise.resolve(true);
  if (inLine >= mostWaiting || !hasRoom()) return Promise.resolve(false);
  inLine += 1;
  const until = Date.now() + patienceMs;
  const turn = line.then(() => enterBefore(until));
  line = turn;
  return turn.finally(() => {
    inLine -= 1;
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
  if (lately + waiting() >= fewWaiting) return false;
  lately += 1;
  setTimeout(() => {
    lately -= 1;
  }, beatMs);
  return true;
}

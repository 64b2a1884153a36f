/**
 * Writes results in groups: one transaction for what ended within a blink, so that the database does not set the pace.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type Closing, closeChanges } from '#lib/changes/close-changes.ts';
import type { Database } from '#lib/db/client.ts';
import { isRefusal } from '#lib/runs/is-refusal.ts';

const mostInGroup = 100;
const longestHoldMs = 40;
const retryMs = 500;

export type ResultWriter = {
  /** Resolves when the result is written, or given up: its lease then runs out and it is looked at again. */
  write(closing: Closing): Promise<void>;
  /** Results not yet written. */
  backlog(): number;
};

export function createResultWriter(database: Database): ResultWriter {
  let waiting: { closing: Closing; done: () => void }[] = [];
  let pending = 0;
  let writing = false;
  let timer: NodeJS.Timeout | null = null;

  async function writeAll(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    // Whoever is writing takes what arrived meanwhile, too.
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, mostInGroup);
      waiting = waiting.slice(mostInGroup);
      await writeGroup(
        database,
        group.map(({ closing }) => closing),
      );
      pending -= group.length;
      for (const { done } of group) done();
      if (waiting.length > 0 && waiting.length < mostInGroup) await pause(longestHoldMs / 2);
    }
    writing = false;
  }

  return {
    write: (closing) =>
      new Promise((done) => {
        waiting.push({ closing, done });
        pending += 1;
        if (waiting.length >= mostInGroup) void writeAll();
        else timer ??= setTimeout(() => void writeAll(), longestHoldMs);
      }),
    backlog: () => pending,
  };
}

/** A database that restarts comes back. What it will never take must not hold up the others. */
async function writeGroup(database: Database, closings: readonly Closing[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await closeChanges(database, closings);
      return;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (isRefusal(error)) {
        if (closings.length === 1) {
          console.error('A result could not be written:', message);
          return;
        }
        for (const closing of closings) await writeGroup(database, [closing]);
        return;
      }
      if (attempt % 10 === 1) console.warn('Results wait for the database:', message);
      await pause(retryMs);
    }
  }
}

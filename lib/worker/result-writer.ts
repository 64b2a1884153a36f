/**
 * Writes results in groups: one transaction for what ended within a blink, so that the database does not set the pace.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClaimedChange } from '#lib/domain/changes/claim-changes.ts';
import { type Closing, closeChanges, requeueChange } from '#lib/domain/changes/close-changes.ts';
import { plainOutcome } from '#lib/domain/changes/outcomes.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { isRefusal } from '#lib/platform/db/sql-state.ts';
import { log } from '#lib/platform/log/log.ts';
import { clearRecurring, reportRecurring } from '#lib/platform/log/recurring-errors.ts';

/** Twice as many cost the database about a quarter less each; more would be lost with a process that dies. */
const maxInGroup = 200;
const maxHoldMs = 40;
const retryMs = 500;
const what = 'Results wait for the database';

export type ResultWriter = {
  /** Resolves when the result is written, or given up: its lease then runs out and it is looked at again. */
  write(closing: Closing): Promise<void>;
  /** Puts a change back into the queue. Resolves in the same way. */
  putBack(change: ClaimedChange, how: Parameters<typeof requeueChange>[2]): Promise<void>;
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
      const group = waiting.slice(0, maxInGroup);
      waiting = waiting.slice(maxInGroup);
      await writeGroup(
        database,
        group.map(({ closing }) => closing),
      );
      pending -= group.length;
      for (const { done } of group) done();
      if (waiting.length > 0 && waiting.length < maxInGroup) await pause(maxHoldMs / 2);
    }
    writing = false;
  }

  return {
    write: (closing) =>
      new Promise((done) => {
        waiting.push({ closing, done });
        pending += 1;
        if (waiting.length >= maxInGroup) void writeAll();
        else timer ??= setTimeout(() => void writeAll(), maxHoldMs);
      }),
    putBack: async (change, how) => {
      const refusal = await untilTaken(() => requeueChange(database, change, how));
      if (refusal) log.error(`Change ${change.id} could not be put back`, { error: refusal });
    },
    backlog: () => pending,
  };
}

/** What the database will never take must not hold up the others, nor be sent again and again. */
async function writeGroup(database: Database, closings: readonly Closing[]): Promise<void> {
  const refusal = await untilTaken(() => closeChanges(database, closings));
  if (!refusal) return;
  if (closings.length > 1) {
    for (const closing of closings) await writeGroup(database, [closing]);
    return;
  }
  log.error('A result could not be written', { error: refusal });
  const bare = await untilTaken(() => closeChanges(database, closings.map(withoutAnswer)));
  if (bare) log.error('Nor without the answer', { error: bare });
}

/** The provider's words are what a database can refuse; that the call was made must be known all the same. */
function withoutAnswer(closing: Closing): Closing {
  const message = 'The answer holds characters that cannot be kept.';
  return {
    ...closing,
    outcomes: closing.outcomes.map(({ outcome }) => plainOutcome(outcome, message)),
    shown: null,
    readBefore: null,
    seen: [],
    refs: undefined,
    exchanges: [],
  };
}

/** A database that restarts comes back. Gives the error with which it refused; null: taken. */
async function untilTaken(write: () => Promise<void>): Promise<Error | null> {
  for (;;) {
    try {
      await write();
      clearRecurring(what);
      return null;
    } catch (error) {
      if (error instanceof Error && isRefusal(error)) return error;
      reportRecurring(what, error);
      await pause(retryMs);
    }
  }
}

/** Writes results in groups, so that the database does not limit sending. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClaimedChange } from '#lib/domain/changes/claim-changes.ts';
import { type Closing, closeChanges, requeueChange } from '#lib/domain/changes/close-changes.ts';
import { plainOutcome } from '#lib/domain/changes/outcomes.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { isRefusal } from '#lib/platform/db/sql-state.ts';
import { log } from '#lib/platform/log/log.ts';
import { clearRecurring, reportRecurring } from '#lib/platform/log/recurring-errors.ts';

/** Doubling saves the database about a quarter; more would be lost with a process. */
const maxInGroup = 200;
const maxHoldMs = 40;
const retryMs = 500;
const what = 'Results wait for the database';

export type ResultWriter = {
  /** Written, or given up: then its lease ends and it is looked at. */
  write(closing: Closing): Promise<void>;
  /** As `write`. */
  putBack(change: ClaimedChange, how: Parameters<typeof requeueChange>[2]): Promise<void>;
  /** Unwritten results. */
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
    // The present writer takes it, too.
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

/** A result that is always refused must not hold up others, nor be resent forever. */
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

/** The provider's words may be what is refused; the call must be recorded all the same. */
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

/** Waits for a restarting database. The error of a refusal; null: written. */
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

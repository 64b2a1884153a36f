/** From where the people of a run come, and what is meant for each of them. */
import { sql } from 'drizzle-orm';
import type { Transaction } from '#lib/db/transaction.ts';
import type { RunRow } from '../db/schema/runs.ts';
import type { BadRows } from './close-plan.ts';
import { gatherFromFile } from './gather-from-file.ts';
import { gatherRetry } from './gather-retry.ts';
import { gatherUndo } from './gather-undo.ts';
import { peopleMatching } from './people-matching.ts';
import { type KeyRules, wishForAll, withFaults } from './wishes.ts';

const none: BadRows = { rows: [], count: 0 };

/** Fills `run_wishes`. Gives the rows of a file that could not be used. Throws AppError when no plan can be made. */
export async function gatherWishes(transaction: Transaction, run: RunRow, rules: KeyRules): Promise<BadRows> {
  const { source, intents } = run;
  switch (source.kind) {
    case 'users':
      await wishForAll(
        transaction,
        sql`select id from users where id = any(${sql.param(source.userIds)}::bigint[])`,
        withFaults(intents, rules),
      );
      return none;
    case 'filter':
      await wishForAll(transaction, await peopleMatching(transaction, source.q), withFaults(intents, rules));
      return none;
    case 'csv':
      return gatherFromFile(transaction, source, withFaults(intents, rules), rules);
    case 'retry':
      await gatherRetry(transaction, source, withFaults(intents, rules));
      return none;
    case 'undo':
      await gatherUndo(transaction, source.runId);
      return none;
  }
}

/** Recurring errors: reported when they begin, change and end. */
import { databaseErrorOf } from '#lib/platform/db/database-error.ts';
import { processSingleton } from '#lib/platform/process-singleton.ts';
import { shortCause } from './describe-error.ts';
import { log } from './log.ts';

const databaseAway = 'database';

const errors = processSingleton('recurring-errors', () => new Map<string, string>());

/** `what`: a short noun such as “Sweep”. A database that is away is one error for all. */
export function reportRecurring(what: string, error: unknown): void {
  const databaseError = databaseErrorOf(error);
  const words = databaseError?.refusesWrites
    ? `${databaseError.words} (${shortCause(error)})`
    : shortCause(error);
  if (databaseError?.isAway) {
    if (!errors().has(databaseAway)) {
      log.warn(`The database does not answer (${words}). Tagdesk goes on trying; what is due stays due.`);
    }
    errors().set(databaseAway, words);
    return;
  }
  if (errors().get(what) === words) return;
  errors().set(what, words);
  log.error(`${what}: ${words}`);
}

/** Also ends the database's absence. */
export function clearRecurring(what: string): void {
  if (errors().size === 0) return;
  if (errors().delete(databaseAway)) log.info('The database answers again.');
  if (errors().delete(what)) log.info(`${what}: goes on again.`);
}

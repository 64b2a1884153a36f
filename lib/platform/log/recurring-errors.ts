/**
 * Trouble that comes again and again, such as a database that restarts: said once when it begins, once when it
 * changes, and once when it is over.
 */
import { databaseTroubleOf } from '#lib/platform/db/database-trouble.ts';
import { processSingleton } from '#lib/platform/process-singleton.ts';
import { shortCause } from './describe-error.ts';
import { log } from './log.ts';

const databaseAway = 'database';

const troubles = processSingleton('troubles', () => new Map<string, string>());

/** `what` failed: a short noun such as “Sweep”. A database that is away is one trouble, whoever meets it. */
export function noteTrouble(what: string, error: unknown): void {
  const trouble = databaseTroubleOf(error);
  const words = trouble?.refusesWrites ? `${trouble.words} (${shortCause(error)})` : shortCause(error);
  if (trouble?.isAway) {
    if (!troubles().has(databaseAway)) {
      log.warn(`The database does not answer (${words}). Tagdesk goes on trying; what is due stays due.`);
    }
    troubles().set(databaseAway, words);
    return;
  }
  if (troubles().get(what) === words) return;
  troubles().set(what, words);
  log.error(`${what}: ${words}`);
}

/** `what` went well: its trouble is over, and so is the database's absence. */
export function troubleOver(what: string): void {
  if (troubles().size === 0) return;
  if (troubles().delete(databaseAway)) log.info('The database answers again.');
  if (troubles().delete(what)) log.info(`${what}: goes on again.`);
}

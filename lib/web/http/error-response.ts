/** What the database's errors mean to somebody who waits for an answer. */
import { type DatabaseError, databaseErrorOf } from '#lib/platform/db/database-error.ts';
import { AppError } from '#lib/shared/errors.ts';
import { doubtDatabase } from './load-shedding.ts';

const soonInSeconds = 2;

/** AppError `busy` for a database that is overloaded, slow, full or away; null for whatever is a fault of the program. */
export function toFailure(error: unknown): AppError | null {
  return failureWith(error, () => '');
}

/**
 * The same for something that was to be changed. `hasBegun`: false where nothing had been tried yet, so that certainly
 * nothing was written; otherwise the words claim no more than is known.
 */
export function toActionFailure(error: unknown, hasBegun: boolean): AppError | null {
  return failureWith(error, ({ mayHaveWritten }) => {
    if (!hasBegun) return 'Nothing was recorded and nothing was sent.';
    return mayHaveWritten
      ? 'Whether this was recorded is not known: look before you do it again.'
      : 'The history shows what was recorded before that.';
  });
}

function failureWith(error: unknown, say: (databaseError: DatabaseError) => string): AppError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause;
  }
  const databaseError = databaseErrorOf(error);
  if (!databaseError) return null;
  // Whoever comes next asks first whether it is there.
  if (databaseError.isAway) doubtDatabase();
  const sentences = [databaseError.words, say(databaseError), databaseError.cure].filter(
    (sentence) => sentence !== '',
  );
  return busy(sentences.join(' '), databaseError.retryAfterSeconds);
}

/** For a server that cannot take another request. */
export function overloaded(): AppError {
  return busy('Tagdesk is busy. Try again in a few seconds.', soonInSeconds);
}

function busy(message: string, retryAfter: number): AppError {
  return new AppError('busy', message, {}, retryAfter);
}

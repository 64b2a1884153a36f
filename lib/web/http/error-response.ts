import { type DatabaseError, databaseErrorOf } from '#lib/platform/db/database-error.ts';
import { AppError } from '#lib/shared/errors.ts';
import { doubtDatabase } from './load-shedding.ts';

const soonInSeconds = 2;

/** AppError `busy` for a database that is overloaded, slow, full or away; null: a bug. */
export function toFailure(error: unknown): AppError | null {
  return failureWith(error, () => '');
}

/** For writes. `hasBegun` false: certainly nothing was written. */
export function toActionFailure(error: unknown, hasBegun: boolean): AppError | null {
  return failureWith(error, ({ mayHaveWritten }) => {
    if (!hasBegun) return 'Nothing was recorded and nothing was sent.';
    return mayHaveWritten
      ? 'Whether this was recorded is not known: look before you do it again.'
      : 'The history shows what was recorded before that.';
  });
}

function failureWith(error: unknown, format: (databaseError: DatabaseError) => string): AppError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause;
  }
  const databaseError = databaseErrorOf(error);
  if (!databaseError) return null;
  // Later requests check first.
  if (databaseError.isAway) doubtDatabase();
  const sentences = [databaseError.words, format(databaseError), databaseError.cure].filter(
    (sentence) => sentence !== '',
  );
  return busy(sentences.join(' '), databaseError.retryAfterSeconds);
}

export function overloaded(): AppError {
  return busy('Tagdesk is busy. Try again in a few seconds.', soonInSeconds);
}

function busy(message: string, retryAfter: number): AppError {
  return new AppError('busy', message, {}, retryAfter);
}

/** What the database's troubles mean to somebody who waits for an answer. */
import { isStatementTimeout } from '#lib/db/sql-state.ts';
import { AppError } from '#lib/errors.ts';

const soonInSeconds = 2;
const laterInSeconds = 5;

/** Refused or broken connections: of the system, of PostgreSQL (class 08, 57P0x), and too many of them (53300). */
const unreachable = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT|08\w{3}|57P0\d|53300)$/;
// What pg says without a code, when its pool or a connection gives up.
const gaveUp = /^(timeout exceeded when trying to connect|Connection terminated|timeout expired)/;
const lockTimeout = '55P03';

/** AppError `busy` for a database that is overloaded, slow or away; null for whatever is a fault of the program. */
export function nameFailure(error: unknown): AppError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (isStatementTimeout(cause) || code === lockTimeout)
      return busy(
        'This took longer than Tagdesk allows and was stopped. Ask for less, or try again.',
        laterInSeconds,
      );
    if (unreachable.test(code) || gaveUp.test(cause.message))
      return busy(
        'Tagdesk’s database cannot be reached at the moment. Try again in a few seconds.',
        laterInSeconds,
      );
    if (cause instanceof AggregateError && cause.errors.length > 0) return nameFailure(cause.errors[0]);
  }
  return null;
}

/** For a server that has no room for another request. */
export function noRoom(): AppError {
  return busy('Tagdesk is busy. Try again in a few seconds.', soonInSeconds);
}

function busy(message: string, retryAfter: number): AppError {
  return new AppError('busy', message, {}, retryAfter);
}

/** Error messages for an edit during which the database failed. Nothing is sent without a line. */
import { databaseErrorOf } from '#lib/platform/db/database-error.ts';
import { AppError } from '#lib/shared/errors.ts';

/** Gives what `write` gives. Throws AppError `busy` when the database would not take the line, or did not say so. */
export function explainUnrecorded<T>(write: Promise<T>): Promise<T> {
  return withWords(write, (mayHaveWritten) =>
    mayHaveWritten
      ? 'Nothing was sent yet. Whether the edit was recorded is not known: if it was, the history shows it, and Tagdesk looks at the provider before it sends anything.'
      : 'Nothing was recorded and nothing was sent.',
  );
}

/** The same for what follows the line. */
export function explainRecorded<T>(work: Promise<T>): Promise<T> {
  return withWords(work, () => 'The edit was recorded; what became of it the history shows.');
}

async function withWords<T>(work: Promise<T>, format: (mayHaveWritten: boolean) => string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const databaseError = error instanceof AppError ? null : databaseErrorOf(error);
    if (!databaseError) throw error;
    const { words, cure, mayHaveWritten, retryAfterSeconds } = databaseError;
    throw new AppError('busy', `${words} ${format(mayHaveWritten)} ${cure}`, {}, retryAfterSeconds);
  }
}

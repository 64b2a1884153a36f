import { createFirstAdmin, hasMember } from '#lib/domain/members/first-admin.ts';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import { takeAttempt } from '#lib/platform/rate-limits/attempt-limit.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { type SetUpInput, setUpInput } from '#lib/shared/members.ts';
import type { Result } from '#lib/shared/result.ts';
import { addressKey } from '../http/client-address.ts';

// All addresses: the code guards the installation.
const maxSetUps = 20;

/** Gives a Failure for wrong fields, a wrong code, too many attempts, and when there is an admin. */
export async function setUpFirstAdmin(
  headers: Headers,
  input: SetUpInput,
  database: Database = processDatabase().database,
): Promise<Result<null>> {
  try {
    const checked = parseInput(setUpInput, input);
    const limits = [
      { key: `set-up:address:${addressKey(headers)}`, max: maxSetUps / 2 },
      { key: 'set-up', max: maxSetUps },
    ];
    const seconds = await takeAttempt(database, limits);
    if (seconds !== null) {
      throw new AppError('busy', `Too many attempts. Try again in ${seconds} seconds.`);
    }
    await createFirstAdmin(database, checked);
    return { ok: true, value: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, error: { code: error.code, message: error.message, fields: error.fields } };
  }
}

export async function needsSetUp(): Promise<boolean> {
  return !(await hasMember(processDatabase().database));
}

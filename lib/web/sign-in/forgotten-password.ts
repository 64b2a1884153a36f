/** “Forgot your password?”: one answer for everybody, the work comes after it. */

import type { DeliverySettings } from '#lib/domain/members/deliver-link.ts';
import { sendAskedReset } from '#lib/domain/members/send-asked-reset.ts';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import { hourMs, takeAttempt } from '#lib/platform/rate-limits/attempt-limit.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { askForResetInput } from '#lib/shared/members.ts';
import type { Result } from '#lib/shared/result.ts';
import { addressKey, addressOf } from '../http/client-address.ts';

type ResetDeps = { database: Database; settings: DeliverySettings };

const processDeps = (): ResetDeps => ({ database: processDatabase().database, settings: processSettings() });

/**
 * The same answer and time for members and strangers: nobody is looked up before. `afterwards`: runs once the
 * answer is sent. Gives a Failure for an invalid e-mail, too many requests, or no mail server.
 */
export async function askForReset(
  headers: Headers,
  input: { email: string },
  afterwards: (work: () => Promise<void>) => void,
  { database, settings }: ResetDeps = processDeps(),
): Promise<Result<null>> {
  try {
    if (!settings.mail)
      throw new AppError('not-connected', 'Tagdesk sends no mail here. Ask an admin for a link.');
    const { email } = parseInput(askForResetInput, input);
    await takeQuestion(database, headers, email);
    afterwards(() => sendAskedReset(database, { email, address: addressOf(headers) }, settings));
    return { ok: true, value: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, fields } = error;
    return { ok: false, error: { code, message, fields } };
  }
}

async function takeQuestion(database: Database, headers: Headers, email: string): Promise<void> {
  const seconds = await takeAttempt(database, [
    { key: `forgotten:address:${addressKey(headers)}`, max: 10 },
    { key: `forgotten:email:${email}`, max: 3, windowMs: hourMs },
    // All together: each is recorded.
    { key: 'forgotten', max: 60 },
  ]);
  if (seconds === null) return;
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  throw new AppError('busy', `This was asked too often. Try again in ${wait}, or ask an admin for a link.`);
}

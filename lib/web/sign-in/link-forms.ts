import { join } from '#lib/domain/members/join.ts';
import { findLink, type MemberLink, whyClosed } from '#lib/domain/members/links.ts';
import { resetPassword } from '#lib/domain/members/reset-password.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import type { LinkKind } from '#lib/platform/db/schema/members.ts';
import { takeAttempt } from '#lib/platform/rate-limits/attempt-limit.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { JoinInput, ResetPasswordInput } from '#lib/shared/members.ts';
import type { Result } from '#lib/shared/result.ts';
import { addressKey, addressOf } from '../http/client-address.ts';

// Tokens cannot be guessed; this limits the work of trying.
const maxPerAddress = 30;

/** Or why it does not work. */
export async function readLink(
  kind: LinkKind,
  token: string,
  database: Database = processDatabase().database,
): Promise<{ link: MemberLink; closed: null } | { link: null; closed: string }> {
  const link = await findLink(database, kind, token);
  const closed = whyClosed(link);
  return link && closed === null ? { link, closed } : { link: null, closed: closed ?? '' };
}

/** Gives a Failure for wrong fields, a closed link, an e-mail in use, too many attempts. */
export function joinByLink(
  headers: Headers,
  input: JoinInput,
  database: Database = processDatabase().database,
): Promise<Result<{ email: string }>> {
  return byLink('invite', headers, database, () => join(database, input));
}

/** Gives a Failure for a weak password, a closed link, too many attempts. */
export function resetByLink(
  headers: Headers,
  input: ResetPasswordInput,
  database: Database = processDatabase().database,
): Promise<Result<{ email: string }>> {
  return byLink('reset', headers, database, () => resetPassword(database, input));
}

async function byLink(
  kind: LinkKind,
  headers: Headers,
  database: Database,
  use: () => Promise<{ email: string }>,
): Promise<Result<{ email: string }>> {
  try {
    const seconds = await takeAttempt(database, [
      { key: `link:address:${addressKey(headers)}`, max: maxPerAddress },
    ]);
    if (seconds !== null) {
      throw new AppError('busy', `Too many attempts. Try again in ${seconds} seconds.`);
    }
    return { ok: true, value: await use() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, fields } = error;
    if (code === 'conflict') {
      await recordEvent(database, {
        kind: `${kind}.refused`,
        memberId: null,
        actor: 'Nobody',
        detail: { reason: message, address: addressOf(headers) },
      });
    }
    return { ok: false, error: { code, message, fields } };
  }
}

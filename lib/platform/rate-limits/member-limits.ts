import type { Database } from '#lib/platform/db/client.ts';
import type { Settings } from '#lib/platform/settings/read-settings.ts';
import { AppError } from '#lib/shared/errors.ts';
import { TokenBlocks } from './token-blocks.ts';

/** `requests`: every server action, edits above all. */
export type MemberLimit = 'requests' | 'imports' | 'looks' | 'exports' | 'invites';

const minute = 60_000;
const hour = 60 * minute;
/**
 * `blocks`: parts of a share; a process takes one at a time, so that most edits cost no query. Rare actions
 * are counted singly.
 */
const kinds = {
  requests: { setting: 'edits', windowMs: minute, blocks: 20, words: 'requests within a minute' },
  imports: { setting: 'imports', windowMs: hour, blocks: null, words: 'imports within an hour' },
  looks: { setting: 'imports', windowMs: hour, blocks: null, words: 'looks at files within an hour' },
  exports: { setting: 'exports', windowMs: hour, blocks: null, words: 'exports within an hour' },
  invites: { setting: 'invites', windowMs: hour, blocks: null, words: 'new members within an hour' },
} as const;

const buckets = new TokenBlocks();

/** Throws AppError `limited` with the time to wait. */
export async function takeMemberLimit(
  database: Database,
  memberId: string,
  limit: MemberLimit,
  settings: Settings['limits'],
): Promise<void> {
  const { setting, windowMs, blocks, words } = kinds[limit];
  const max = settings[setting];
  const block = blocks === null ? 1 : Math.max(1, Math.floor(max / blocks));
  const waitMs = await buckets.take(database, { key: `${limit}:${memberId}`, max, windowMs }, block);
  if (waitMs === null) return;
  const seconds = Math.ceil(waitMs / 1000);
  const message = `You have made ${max.toLocaleString('en')} ${words}, the most there can be. Try again in ${inWords(seconds)}.`;
  throw new AppError('limited', message, {}, seconds);
}

function inWords(seconds: number): string {
  if (seconds < 120) return seconds === 1 ? 'one second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

import type pg from 'pg';
import { readSetting } from './read-setting.ts';
import { ownSettings } from './schema.ts';
import { SettingsError } from './settings-error.ts';

let own: string | null = null;

export function timeZone(): string {
  own ??= readSetting(process.env, ownSettings.timeZone);
  return own;
}

/** Throws SettingsError: PostgreSQL's zones may be older than Node's, and the history groups by them. */
export async function requireZone(client: pg.ClientBase, zone: string): Promise<void> {
  if (zone === 'UTC') return;
  const { rows } = await client.query('select from pg_timezone_names where lower(name) = lower($1)', [zone]);
  if (rows.length === 0) {
    const expectation = `must be a zone that the database knows too, which "${zone}" is not: use an older name of it.`;
    throw new SettingsError('TAGDESK_TIME_ZONE', expectation);
  }
}

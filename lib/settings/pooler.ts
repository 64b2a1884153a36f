/** TAGDESK_DATABASE_POOLER: what stands between Tagdesk and its database. */
import { SettingsError } from './settings-error.ts';
import { type Environment, text } from './values.ts';

const choices = ['auto', 'transaction', 'none'] as const;

/**
 * `transaction`: a pooler that gives each transaction another connection of the server; `none`: the server itself, or
 * a pooler that keeps one for each of ours; `auto`, also where nothing is set: each connection finds out.
 */
export type PoolerChoice = (typeof choices)[number];

export function readPooler(env: Environment): PoolerChoice {
  const value = text(env, 'TAGDESK_DATABASE_POOLER') ?? 'auto';
  const choice = choices.find((one) => one === value);
  if (choice) return choice;
  throw new SettingsError('TAGDESK_DATABASE_POOLER', `must be one of ${choices.join(', ')}, not "${value}".`);
}

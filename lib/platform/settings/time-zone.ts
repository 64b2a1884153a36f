/** Whose days this process means. */
import { readSetting } from './read-setting.ts';
import { ownSettings } from './schema.ts';

let own: string | null = null;

export function timeZone(): string {
  own ??= readSetting(process.env, ownSettings.timeZone);
  return own;
}

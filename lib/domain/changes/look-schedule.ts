import { readSetting } from '#lib/platform/settings/read-setting.ts';
import { ownSettings } from '#lib/platform/settings/schema.ts';

let schedule: readonly number[] | null = null;

function lookAgainMs(): readonly number[] {
  schedule ??= readSetting(process.env, ownSettings.lookAgainSeconds).map((seconds) => seconds * 1_000);
  return schedule;
}

/** From now until the next look at an outcome that has been unknown for `unknownForMs`, in whole ms; null: there is none. */
export function nextLookMs(unknownForMs: number): number | null {
  const next = lookAgainMs().find((at) => at > unknownForMs);
  return next === undefined ? null : Math.ceil(next - unknownForMs);
}

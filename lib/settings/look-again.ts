/** When a provider is asked whether it shows a change whose answer was lost. */
import { SettingsError } from './settings-error.ts';
import { type Environment, text } from './values.ts';

const variable = 'TAGDESK_LOOK_AGAIN_SECONDS';

/**
 * A gateway's queue may apply a call long after its answer was lost: minutes, not seconds. Each look is one reading.
 */
const usual: readonly number[] = [3, 10, 30, 120, 600];

/** Seconds after the outcome became unknown, rising. After the last look the change counts as failed. */
export function readLookAgain(env: Environment): readonly number[] {
  const value = text(env, variable);
  if (value === null) return usual;
  const seconds = value.split(',').map(Number);
  const isRising = seconds.every((at, index) => at > (seconds[index - 1] ?? 0) && Number.isFinite(at));
  if (!isRising) throw new SettingsError(variable, `must be rising seconds such as 3,10,30, not "${value}".`);
  return seconds;
}

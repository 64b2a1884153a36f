/** How much one member may ask for, and how long a body may be. Generous: they stop a runaway script, not people. */
import { type Environment, positiveNumber } from './values.ts';

/** Per member; edits a minute, the others an hour. */
export type RequestLimits = {
  edits: number;
  imports: number;
  exports: number;
  invites: number;
  /** Bytes of one uploaded file. */
  importBytes: number;
};

export function readLimits(env: Environment): RequestLimits {
  const whole = (name: string, fallback: number) => positiveNumber(env, name, fallback, true);
  return {
    edits: whole('TAGDESK_EDITS_PER_MINUTE', 1_200),
    imports: whole('TAGDESK_IMPORTS_PER_HOUR', 600),
    exports: whole('TAGDESK_EXPORTS_PER_HOUR', 120),
    invites: whole('TAGDESK_INVITES_PER_HOUR', 120),
    importBytes: whole('TAGDESK_IMPORT_MAX_MB', 1_024) * 1024 * 1024,
  };
}

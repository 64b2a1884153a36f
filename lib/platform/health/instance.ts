/** Which instance this process belongs to, among those that share a database. */
import { hostname } from 'node:os';

/** Name in the environment; the launcher hands it down to its processes. */
export const instanceVariable = 'TAGDESK_INSTANCE';

/** As set, else of this machine. */
export function instanceName(): string {
  return process.env[instanceVariable] || hostname();
}

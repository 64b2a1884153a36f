import { hostname } from 'node:os';

/** Environment variable; the launcher passes it to its processes. */
export const instanceVariable = 'TAGDESK_INSTANCE';

export function instanceName(): string {
  return process.env[instanceVariable] || hostname();
}

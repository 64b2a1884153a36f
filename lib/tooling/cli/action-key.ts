/** Next's keys that instances must share, derived so that none must be set. */
import { createHash, hkdfSync } from 'node:crypto';

/** Next's variable: 32 bytes in base64. */
export const actionKeyVariable = 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY';

/**
 * For the build: Next derives action ids from it, which browsers see. From the sources, so equal on every
 * machine. `sourcesHash`: hexadecimal.
 */
export function buildKey(sourcesHash: string): string {
  return createHash('sha256').update(`tagdesk build ${sourcesHash}`).digest('base64');
}

/** At runtime: encrypts closures of actions with the shared secret. */
export function runningKey(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', 'tagdesk server actions', 32)).toString('base64');
}

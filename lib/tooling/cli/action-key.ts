/** Keys of Next's that all instances have to share, without one more setting to keep. */
import { createHash, hkdfSync } from 'node:crypto';

/** What Next calls it: 32 bytes in base64. */
export const actionKeyVariable = 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY';

/**
 * For the build. Next makes the names of server actions from it, which every browser sees: made from the sources, equal
 * ones give equal names on every machine. `sourcesHash`: hexadecimal.
 */
export function buildKey(sourcesHash: string): string {
  return createHash('sha256').update(`tagdesk build ${sourcesHash}`).digest('base64');
}

/** For a running instance, in place of the build's: what an action closes over is encrypted by a secret that all share. */
export function runningKey(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', 'tagdesk server actions', 32)).toString('base64');
}

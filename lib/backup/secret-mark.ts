/** Lets a restore tell whether the installation has the secret that the backup's had, and nobody learn it. */
import { createHmac } from 'node:crypto';

/** 16 hexadecimal digits. The secret is random and long: there is nothing to try out. */
export function secretMark(secret: string): string {
  return createHmac('sha256', secret).update('tagdesk backup').digest('hex').slice(0, 16);
}

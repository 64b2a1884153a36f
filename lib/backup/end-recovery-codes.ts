/**
 * Recovery codes work once, and a backup does not know which have been used since it was made. So none of them comes
 * back: the app goes on working, and each member makes new codes.
 */
import { symmetricEncrypt } from 'better-auth/crypto';
import type { Client } from 'pg';

/** Gives how many members had some. `secret`: what better-auth encrypts the codes with. */
export async function endRecoveryCodes(client: Client, secret: string): Promise<number> {
  const none = await symmetricEncrypt({ key: secret, data: JSON.stringify([]) });
  const { rowCount } = await client.query('update two_factors set backup_codes = $1', [none]);
  return rowCount ?? 0;
}

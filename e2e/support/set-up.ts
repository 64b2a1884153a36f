/** Before the first test: one member per role, and a sandbox that answers at once. */
import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { openLedger } from './ledger.ts';
import { admin, emailOf, password, roles } from './roles.ts';
import { Sandbox } from './sandbox.ts';

export default async function setUp(): Promise<void> {
  const sandbox = Sandbox.ofInstallation();
  await sandbox.configure({ latencyMs: { min: 0, max: 0 }, vero: { applyDelayMs: 0 } });
  const ledger = openLedger();
  try {
    for (const role of roles) {
      const email = emailOf(role);
      if (email === admin.email) continue;
      const id = randomUUID();
      await ledger.query(
        'insert into members (id, name, email, email_verified, role) values ($1, $2, $3, true, $4)',
        [id, `${role.charAt(0).toUpperCase()}${role.slice(1)} of the tests`, email, role],
      );
      await ledger.query(
        "insert into accounts (id, account_id, provider_id, member_id, password) values ($1, $2, 'credential', $2, $3)",
        [randomUUID(), id, await hashPassword(password)],
      );
    }
  } finally {
    await ledger.close();
  }
}

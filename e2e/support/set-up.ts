import { openLedger } from './ledger.ts';
import { admin, emailOf, insertMember, roles } from './roles.ts';
import { Sandbox } from './sandbox.ts';

export default async function setUp(): Promise<void> {
  const sandbox = Sandbox.ofInstallation();
  await sandbox.configure({ latencyMs: { min: 0, max: 0 }, vero: { applyDelayMs: 0 } });
  const ledger = openLedger();
  try {
    for (const role of roles) {
      const email = emailOf(role);
      if (email === admin.email) continue;
      const name = `${role.charAt(0).toUpperCase()}${role.slice(1)} of the tests`;
      await insertMember(ledger, role, name, email);
    }
  } finally {
    await ledger.close();
  }
}

/** Whether there is nobody who could sign in yet. */
import { processDatabase } from '#lib/db/client.ts';
import { hasMember } from '#lib/members/first-admin.ts';

export async function needsSetUp(): Promise<boolean> {
  return !(await hasMember(processDatabase().database));
}

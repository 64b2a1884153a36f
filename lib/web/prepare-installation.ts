/** Before serving: guards, and the first admin or its code. */

import { ensureFirstAdmin } from '#lib/domain/members/first-admin.ts';
import { processDatabase } from '#lib/platform/db/client.ts';
import { log } from '#lib/platform/log/log.ts';
import { reportRecurring } from '#lib/platform/log/recurring-errors.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { appAddress } from '#lib/platform/settings/read-settings.ts';
import { guardServer } from '#lib/web/http/guard-server.ts';

const retryMs = 2_000;

/** Also resolves without a database; the admin is made once it is there. */
export async function prepareInstallation(): Promise<void> {
  guardServer(processSettings());
  await makeAdmin();
}

async function makeAdmin(): Promise<void> {
  const settings = processSettings();
  try {
    const { code } = await ensureFirstAdmin(processDatabase().database, settings.admin);
    if (code) log.info(`First admin: open ${appAddress(settings)}/setup and enter code ${code}`);
  } catch (error) {
    reportRecurring('The first admin could not be looked for', error);
    setTimeout(() => void makeAdmin(), retryMs).unref();
  }
}

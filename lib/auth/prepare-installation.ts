/** What the web server does once before it serves: guarded requests and answers, and a first admin or the code to make one. */
import { processDatabase } from '#lib/db/client.ts';
import { guardServer } from '#lib/http/guard-server.ts';
import { log } from '#lib/log/log.ts';
import { noteTrouble } from '#lib/log/troubles.ts';
import { ensureFirstAdmin } from '#lib/members/first-admin.ts';
import { processSettings } from '#lib/runtime.ts';
import { appAddress } from './app-address.ts';

const retryMs = 2_000;

/** Resolves also when the database cannot be reached; the admin is then made as soon as it can. */
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
    noteTrouble('The first admin could not be looked for', error);
    setTimeout(() => void makeAdmin(), retryMs).unref();
  }
}

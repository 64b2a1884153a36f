/** What commands beside a running installation need to know of it. */
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { openDataFolder, readOrMakeSecret } from './data-folder.ts';
import { withDatabase } from './database.ts';

/** Runs `work` with the installation's database and secret; the same settings decide as for `npm start`. */
export function withInstallation<T>(
  work: (installation: { databaseUrl: string; secret: string }) => Promise<T>,
): Promise<T> {
  return withDatabase((databaseUrl) => {
    const settings = readSettings(process.env);
    return work({
      databaseUrl,
      secret: settings.secret ?? readOrMakeSecret(openDataFolder(settings.dataDir)),
    });
  });
}

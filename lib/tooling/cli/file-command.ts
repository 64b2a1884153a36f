/** What commands that take a file share: how it is named, and how those about backups end. */
import { resolve } from 'node:path';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';
import { BackupError } from '#lib/tooling/backup/archive.ts';
import { complain } from './output.ts';

/** npm runs scripts from the root, but names files from where it was called. */
export function fileNamed(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}

/** Ends the process with the code that `main` gives; 1, and what went wrong behind `lead`, where it throws. */
export async function endWith(main: () => Promise<number>, lead: string): Promise<void> {
  process.exitCode = await main().catch((error: unknown) => {
    const isKnown = error instanceof BackupError || error instanceof SettingsError;
    complain(`${lead} ${isKnown ? error.message : error instanceof Error ? error.stack : String(error)}`);
    return 1;
  });
}

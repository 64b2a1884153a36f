import { resolve } from 'node:path';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';
import { BackupError } from '#lib/tooling/backup/archive.ts';
import { complain } from './output.ts';

/** npm runs scripts at the root, but paths are relative to INIT_CWD. */
export function fileNamed(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}

/** 1 where `main` throws, with the error after `lead`. */
export async function endWith(main: () => Promise<number>, lead: string): Promise<void> {
  process.exitCode = await main().catch((error: unknown) => {
    const isKnown = error instanceof BackupError || error instanceof SettingsError;
    complain(`${lead} ${isKnown ? error.message : error instanceof Error ? error.stack : String(error)}`);
    return 1;
  });
}

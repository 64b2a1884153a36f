/**
 * Loads the demo's users once, and reads the providers. With the argument `past` also what happened at the
 * desk until now.
 */
import { Readable } from 'node:stream';
import { and, gt, inArray } from 'drizzle-orm';
import { importUsers } from '#lib/domain/imports/import-users.ts';
import { systemActor } from '#lib/platform/context.ts';
import { processDatabase } from '#lib/platform/db/client.ts';
import { imports } from '#lib/platform/db/schema/records.ts';
import { contextFor, processProviders, processSettings } from '#lib/platform/runtime.ts';
import { loadPast } from '#lib/tooling/demo/load-past.ts';

const fileName = 'demo';
/** Of versions before. */
const formerName = 'demo world';

async function main(): Promise<void> {
  const sandbox = process.env.TAGDESK_SANDBOX_URL;
  if (!sandbox) throw new Error('TAGDESK_SANDBOX_URL is not set: the demo needs the sandbox.');
  const context = contextFor(systemActor);
  if (
    process.argv.includes('past') &&
    (await loadPast({ ...context, providers: processSettings().providers }, sandbox))
  )
    return;
  const [loaded] = await context.database
    .select({ id: imports.id })
    .from(imports)
    // An aborted load left its record without users.
    .where(and(inArray(imports.fileName, [fileName, formerName]), gt(imports.rowsLoaded, 0)))
    .limit(1);
  if (loaded) return;
  const response = await fetch(`${sandbox}/_control/worlds/demo/users.csv`);
  if (!response.ok || !response.body) throw new Error(`The sandbox answered ${response.status}.`);
  const report = await importUsers(context, { fileName, stream: Readable.from(response.body) });
  for (const { line, column, reason } of report.badRows) console.error(`Line ${line}, ${column}: ${reason}`);
  if (report.rowsBad > 0) throw new Error(`${report.rowsBad} of the demo's people could not be loaded.`);
}

try {
  await main();
} finally {
  await processProviders().close();
  await processDatabase().close();
}

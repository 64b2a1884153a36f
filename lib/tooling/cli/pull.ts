/**
 * `npm run pull -- [provider …]`. None named: all that can be listed. Waits; a running installation's worker
 * may do the work. Run by pull.mjs.
 */
import './exit-with-parent.ts';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { advancePull } from '#lib/domain/pulls/advance-pull.ts';
import { listPulls } from '#lib/domain/pulls/list-pulls.ts';
import { startPull } from '#lib/domain/pulls/start-pull.ts';
import { cancelPull } from '#lib/domain/pulls/steer-pull.ts';
import { type Context, systemActor } from '#lib/platform/context.ts';
import { processDatabase } from '#lib/platform/db/client.ts';
import { contextFor, processProviders, processSettings } from '#lib/platform/runtime.ts';
import type { Settings } from '#lib/platform/settings/read-settings.ts';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { AppError } from '#lib/shared/errors.ts';
import { formatPullCounts, type Pull } from '#lib/shared/pulls.ts';
import { openDataFolder } from './data-folder.ts';
import { withDatabase } from './database.ts';
import { demoEnvironment, livelyPace, startSandbox } from './sandbox.ts';

const usage = `Usage: npm run pull -- [${providerIds.filter(isListable).join('|')} …]`;
const pollMs = 200;

/** Exit code 0: every pull came to its end. */
async function main(): Promise<number> {
  const named = process.argv.slice(2);
  const wanted = providerIds.filter((id) => named.includes(id));
  if (wanted.length < new Set(named).size) throw new AppError('invalid', usage);
  return withDatabase((_url, settings) =>
    withSandbox(settings, async () => {
      const context = contextFor(systemActor);
      try {
        const described = context.providers.describe();
        const all = providerIds.filter((id) => isListable(id) && described[id].connected);
        const asked = named.length > 0 ? wanted : all;
        if (asked.length === 0)
          throw new AppError('invalid', 'No provider is connected that can list its people.');
        const ended = await Promise.all(asked.map((provider) => pullOne(context, provider)));
        return ended.every(Boolean) ? 0 : 1;
      } finally {
        await processProviders().close();
        await processDatabase().close();
      }
    }),
  );
}

function isListable(id: ProviderId): boolean {
  return capabilitiesOf(id).canList !== 'none';
}

/** Prints its line. False: it did not come to its end. */
async function pullOne(context: Context, provider: ProviderId): Promise<boolean> {
  try {
    const pull = await carryOut(context, provider);
    const line = `${provider}: ${formatPullCounts(pull)}`;
    for (const reason of pull.badReasons) console.error(`${provider}: ${reason}`);
    if (pull.state === 'done') console.log(line);
    else
      console.error(
        `${line}. It ${pull.state === 'cancelled' ? 'was cancelled' : `is ${pull.state}`}${pull.reason ? `: ${pull.reason}` : '.'}`,
      );
    return pull.state === 'done';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(`${provider}: ${error.message}`);
    return false;
  }
}

async function carryOut(context: Context, provider: ProviderId): Promise<Pull> {
  const { open } = (await listPulls(context))[provider];
  // What stopped is asked for again from its beginning, and decided again.
  if (open?.state === 'stopped') await cancelPull(context, { provider });
  const id =
    open?.state === 'running' || open?.state === 'paused'
      ? open.id
      : (await startPull(context, { provider })).pullId;
  const deps = { ...context, config: processSettings().providers };
  const owner = randomUUID();
  for (;;) {
    await advancePull(deps, provider, owner, new AbortController().signal);
    const { open: present, ended } = (await listPulls(context))[provider];
    const pull = [present, ...ended].find((found) => found?.id === id);
    if (!pull) throw new AppError('not-found', 'The pull is not known any more.');
    if (pull.state !== 'running') return pull;
    await pause(pollMs);
  }
}

/** The sandbox of a running installation, or one for as long as this takes. */
async function withSandbox<T>(settings: Settings, work: () => Promise<T>): Promise<T> {
  if (!settings.sandbox) return work();
  const dataDir = openDataFolder(settings.dataDir);
  const isLively = settings.admin === null;
  const running = await findSandbox(dataDir, isLively);
  const started = running ? null : await startSandbox(dataDir, process.env, isLively, () => undefined);
  Object.assign(process.env, running ?? started?.environment);
  try {
    return await work();
  } finally {
    await started?.kept.stop(10_000);
  }
}

async function findSandbox(dataDir: string, isLively: boolean): Promise<Record<string, string> | null> {
  const file = join(dataDir, 'sandbox-port');
  if (!existsSync(file)) return null;
  const url = `http://127.0.0.1:${readFileSync(file, 'utf8').trim()}`;
  try {
    return {
      ...(isLively ? livelyPace(process.env) : {}),
      ...(await demoEnvironment(url)),
      TAGDESK_SANDBOX: '1',
      TAGDESK_SANDBOX_URL: url,
    };
  } catch {
    return null;
  }
}

process.exitCode = await main().catch((error: unknown) => {
  const isKnown = error instanceof AppError || error instanceof SettingsError;
  console.error(isKnown ? error.message : error instanceof Error ? error.stack : String(error));
  return 1;
});

/** The sandbox as a child of the launcher. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { rememberedPort } from '#lib/tooling/embedded-postgres/ports.ts';
import { type Child, startChild } from './child.ts';
import { root } from './data-folder.ts';
import { type KeptChild, keepRunning } from './restart-on-exit.ts';

export type RunningSandbox = {
  url: string;
  /** Settings for web server and worker. */
  environment: Record<string, string>;
  kept: KeptChild;
};

/**
 * On its former port, with its state in the data folder. Throws without an address after 20 s. `isLively`:
 * runs at Capillary go faster than it allows. `onStart` hears of its processes.
 */
export async function startSandbox(
  dataDir: string,
  environment: NodeJS.ProcessEnv,
  isLively: boolean,
  onStart: (child: Child) => void,
): Promise<RunningSandbox> {
  const folder = join(dataDir, 'sandbox');
  mkdirSync(folder, { recursive: true });
  const port = await rememberedPort(join(dataDir, 'sandbox-port'));
  const start = (onFirstLine: (line: string) => void) => {
    const child = startChild({
      name: 'sandbox',
      parameters: [join(root, 'lib', 'sandbox', 'main.ts')],
      environment: {
        ...environment,
        SANDBOX_PORT: String(port),
        SANDBOX_DATA_DIR: folder,
        SANDBOX_DEMO: '1',
      },
      onFirstLine,
    });
    onStart(child);
    return child;
  };
  const announced = Promise.withResolvers<string>();
  const first = start(announced.resolve);
  void first.ended.then((how) => announced.reject(new Error(`The sandbox could not start (${how}).`)));
  const limit = setTimeout(() => announced.reject(new Error('The sandbox did not start.')), 20_000);
  try {
    const url = addressIn(await announced.promise);
    const demo = await demoEnvironment(url);
    return {
      url,
      environment: {
        ...(isLively ? livelyPace(environment) : {}),
        ...demo,
        TAGDESK_SANDBOX: '1',
        TAGDESK_SANDBOX_URL: url,
      },
      kept: keepRunning('sandbox', () => start(() => {}), first),
    };
  } catch (error) {
    await first.stop(1000);
    throw error;
  } finally {
    clearTimeout(limit);
  }
}

/** Capillary's real 100 calls a minute would only delay a rehearsal. Explicit settings hold. */
export function livelyPace(environment: NodeJS.ProcessEnv): Record<string, string> {
  return { CAPILLARY_MAX_PER_SECOND: environment.CAPILLARY_MAX_PER_SECOND ?? '20' };
}

/** The first line: `{"url": "http://127.0.0.1:PORT"}`. */
function addressIn(line: string): string {
  const announced: unknown = JSON.parse(line);
  if (typeof announced === 'object' && announced !== null && 'url' in announced) return String(announced.url);
  throw new Error(`The sandbox announced no address but: ${line.slice(0, 200)}`);
}

export async function demoEnvironment(url: string): Promise<Record<string, string>> {
  const response = await fetch(`${url}/_control/worlds/demo`);
  const world: unknown = await response.json();
  if (!response.ok || typeof world !== 'object' || world === null || !('environment' in world)) {
    throw new Error(`The sandbox has no demo world: it answered ${response.status}.`);
  }
  const entries = Object.entries(world.environment ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

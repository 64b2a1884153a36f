/** Providers in the test's process: killing an installation does not touch them or their log. */
import { startSandbox } from '../../lib/sandbox/server.ts';
import { Sandbox } from './sandbox.ts';

/** `environment`: the settings for an installation. */
export type World = { sandbox: Sandbox; environment: Record<string, string>; stop(): Promise<void> };

export async function openWorld(id: string): Promise<World> {
  const providers = await startSandbox();
  const made = await fetch(`${providers.url}/_control/worlds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  });
  const { environment } = worldIn(await made.json());
  return { sandbox: new Sandbox(providers.url, id), environment, stop: () => providers.stop() };
}

function worldIn(json: unknown): { environment: Record<string, string> } {
  return json as { environment: Record<string, string> };
}

/** What was written at a provider about one identity. */
import { type LoggedCall, type ProviderName, Sandbox } from '../support/sandbox.ts';

/** Oldest first, without reads. */
export async function writesAbout(provider: ProviderName, id: string): Promise<LoggedCall[]> {
  const calls = await Sandbox.ofInstallation().callsFor(provider, id);
  return calls.filter(({ method }) => method !== 'GET');
}

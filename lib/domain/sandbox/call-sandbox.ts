import { processSettings } from '#lib/platform/runtime.ts';
import { AppError } from '#lib/shared/errors.ts';

/** The sandbox's address; null: the providers are no sandbox's. */
export type SandboxUrl = string | null;

export const ownSandbox = (): SandboxUrl => processSettings().sandboxUrl;

/** The installation's world. */
const world = '_control/worlds/demo';

/** Throws AppError `not-found` where the providers are no sandbox's: after the permission, before the input. */
export function requireSandbox(url: SandboxUrl): string {
  if (url === null) throw new AppError('not-found', 'This installation has no sandbox.');
  return url;
}

/** A control call, as lib/sandbox/README.md says. Gives its JSON; null without any. */
export async function callSandbox(url: string, method: string, path: string, body?: object) {
  const response = await fetch(`${url}/${world}/${path}`, {
    method,
    signal: AbortSignal.timeout(10_000),
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${method} ${path}: ${text}`);
  return text === '' ? null : (JSON.parse(text) as unknown);
}

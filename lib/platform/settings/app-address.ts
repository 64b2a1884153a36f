import type { Settings } from '#lib/platform/settings/read-settings.ts';

/** The address under which people reach this installation, without a slash at its end. */
export function appAddress(settings: Pick<Settings, 'appUrl' | 'port'>): string {
  return settings.appUrl ?? `http://localhost:${settings.port}`;
}

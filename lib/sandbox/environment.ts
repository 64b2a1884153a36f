import type { World } from './world.ts';

/**
 * The settings by which Tagdesk finds this world: base URLs under `url`, credentials, and the tag types as they are
 * now, written `3=Region,5=Team`.
 */
export function environmentOf({ credentials, state }: World, url: string): Record<string, string> {
  const types = [...state.cerego.types.values()].map(({ id, name }) => `${id}=${name}`);
  return {
    VERO_BASE_URL: `${url}/vero/api/v2`,
    CEREGO_BASE_URL: `${url}/cerego/v3`,
    CEREGO_TAG_TYPES: types.join(','),
    CAPILLARY_BASE_URL: `${url}/capillary/v2`,
    FRAGMENT_BASE_URL: `${url}/fragment/billing`,
    FRAGMENT_AUTH_URL: `${url}/fragment/oauth2/token`,
    ...credentials,
  };
}

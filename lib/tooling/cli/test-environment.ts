/** The environment of checks: without a real installation's settings. */
import { delimiter, join } from 'node:path';
import { root } from './data-folder.ts';

const setting =
  /^(DATABASE_URL|PORT|APP_URL|(VERO|CEREGO|CAPILLARY|FRAGMENT|OIDC)_\w+|TAGDESK_(?!CHROMIUM$|E2E_)\w+)$/;

/** Settings that `.env` may add. */
const secretsFromFile = [
  'DATABASE_URL',
  'TAGDESK_SECRET',
  'TAGDESK_ADMIN_PASSWORD',
  'VERO_AUTH_TOKEN',
  'CEREGO_API_KEY',
  'CAPILLARY_PASSWORD',
  'FRAGMENT_CLIENT_SECRET',
  'FRAGMENT_TOKEN',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
];
const fromFile = [
  'APP_URL',
  'TAGDESK_ADMIN_EMAIL',
  'CAPILLARY_USERNAME',
  'FRAGMENT_CLIENT_ID',
  ...secretsFromFile.flatMap((name) => [name, `${name}_FILE`]),
];

/**
 * Every setting is empty, which counts as not set and keeps `.env` out: tests must never reach a real
 * database or provider. Own programs come first on the path.
 */
export function testEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = [...fromFile, ...Object.keys(environment).filter((name) => setting.test(name))];
  return {
    ...environment,
    ...Object.fromEntries(names.map((name) => [name, ''])),
    PATH: [join(root, 'node_modules', '.bin'), environment.PATH].join(delimiter),
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

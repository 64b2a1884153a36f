/** The installation's secrets, each a canary, and every form in which one could travel. */
import { createHash } from 'node:crypto';
import { uniqueMark } from '../support/mark.ts';

export const mark = uniqueMark();
// Characters that query, header and JSON each escape differently.
const canary = (name: string) => `canary-${name}-${mark}+/&"%`;

export const adminPassword = `canary-admin-${mark}`;
export const sessionSecret = `canary-session-${mark}-${mark}-${mark}`;
export const metricsToken = `canary-metrics-${mark}-${mark}`;
export const credentials = {
  VERO_AUTH_TOKEN: canary('vero'),
  CEREGO_API_KEY: `canary-cerego-${mark}`,
  CAPILLARY_PASSWORD: canary('capillary'),
  FRAGMENT_CLIENT_SECRET: canary('fragment'),
};
export const mailLogin = { user: 'desk', password: canary('mail') };

const base64 = (text: string) => Buffer.from(text).toString('base64');

function derived(environment: Record<string, string>) {
  const clientId = environment.FRAGMENT_CLIENT_ID ?? '';
  const digest = createHash('md5').update(credentials.CAPILLARY_PASSWORD).digest('hex');
  return {
    capillary: [digest, base64(`${environment.CAPILLARY_USERNAME}:${digest}`)],
    fragment: [base64(`${clientId}:${credentials.FRAGMENT_CLIENT_SECRET}`)],
    // Every access token begins with it.
    token: `${Buffer.from(clientId).toString('base64url')}~`,
  };
}

/** What each provider sees and could repeat. */
export type Spoken = Record<'vero' | 'capillary' | 'fragment', string[]>;

export function spokenTo(environment: Record<string, string>): Spoken {
  const { capillary, fragment } = derived(environment);
  return {
    vero: [credentials.VERO_AUTH_TOKEN],
    capillary: [credentials.CAPILLARY_PASSWORD, ...capillary],
    fragment: [credentials.FRAGMENT_CLIENT_SECRET, ...fragment],
  };
}

export function secretForms(environment: Record<string, string>, databasePassword: string): string[] {
  const { capillary, fragment, token } = derived(environment);
  const { user, password } = mailLogin;
  const mail = [password, base64(password), base64(`\0${user}\0${password}`)];
  const plain = [...Object.values(credentials), adminPassword, sessionSecret, metricsToken, databasePassword];
  return [...plain, ...capillary, ...fragment, ...mail, token].flatMap((secret) => [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      new URLSearchParams([['', secret]]).toString().slice(1),
      JSON.stringify(secret).slice(1, -1),
    ]),
  ]);
}

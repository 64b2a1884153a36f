import { createHash } from 'node:crypto';
import { z } from 'zod';

export const credentialsSchema = z.strictObject({
  VERO_AUTH_TOKEN: z.string().min(1),
  CEREGO_API_KEY: z.string().min(1),
  CEREGO_PARTNER_ID: z.string().min(1),
  CAPILLARY_USERNAME: z
    .string()
    .min(1)
    .regex(/^[^:]*$/, 'Basic authentication allows no colon in a user name'),
  CAPILLARY_PASSWORD: z.string().min(1),
  FRAGMENT_CLIENT_ID: z
    .string()
    .min(1)
    .regex(/^[^:]*$/, 'Basic authentication allows no colon in a client id'),
  FRAGMENT_CLIENT_SECRET: z.string().min(1),
});
export type Credentials = z.infer<typeof credentialsSchema>;

/** Derived from the id, so they survive restarts; they open only an imitation on this machine. */
export function credentialsFor(worldId: string): Credentials {
  const derive = (purpose: string) =>
    createHash('sha256').update(`sandbox ${purpose} of ${worldId}`).digest('hex').slice(0, 32);
  return {
    VERO_AUTH_TOKEN: `sandbox-vero-${derive('vero')}`,
    CEREGO_API_KEY: `sandbox-cerego-${derive('cerego')}`,
    CEREGO_PARTNER_ID: String(1000 + (Number.parseInt(derive('partner').slice(0, 6), 16) % 9000)),
    CAPILLARY_USERNAME: `till.${derive('till').slice(0, 8)}`,
    CAPILLARY_PASSWORD: `sandbox-capillary-${derive('capillary')}`,
    FRAGMENT_CLIENT_ID: `sandbox-client-${derive('client').slice(0, 12)}`,
    FRAGMENT_CLIENT_SECRET: `sandbox-fragment-${derive('fragment')}`,
  };
}

/** Basic, with the hex MD5 of the password instead of it (Capillary's guide "Basic authentication"). */
export function capillaryAuthorization({ CAPILLARY_USERNAME, CAPILLARY_PASSWORD }: Credentials): string {
  const digest = createHash('md5').update(CAPILLARY_PASSWORD).digest('hex');
  return `Basic ${Buffer.from(`${CAPILLARY_USERNAME}:${digest}`).toString('base64')}`;
}

/** Basic with client id and secret. */
export function fragmentAuthorization({ FRAGMENT_CLIENT_ID, FRAGMENT_CLIENT_SECRET }: Credentials): string {
  return `Basic ${Buffer.from(`${FRAGMENT_CLIENT_ID}:${FRAGMENT_CLIENT_SECRET}`).toString('base64')}`;
}

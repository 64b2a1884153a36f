import { createHash } from 'node:crypto';
import { z } from 'zod';

/** `json` undefined: not JSON. */
type Reply = { status: number; headers: Headers; text: string; json: unknown };

const environmentSchema = z.record(z.string(), z.string());
const mintedSchema = z.object({ id: z.string(), environment: environmentSchema });
const tokenSchema = z.object({ access_token: z.string() });

/** Rejects as `fetch` without a whole answer. */
export async function call(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...sent,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) } satisfies Reply;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Reply>;

export type TestWorld = {
  id: string;
  /** As given to Tagdesk. */
  setting: (name: string) => string;
  /** `control('POST', '/seed', {…})`. */
  control: Send;
  vero: Send;
  cerego: Send;
  capillary: Send;
  capillaryAuthorization: string;
  /** With a new token per call. */
  fragment: Send;
  token: () => Promise<Reply>;
};

export async function mintWorld(sandboxUrl: string, ask: object = {}): Promise<TestWorld> {
  const minted = await call('POST', `${sandboxUrl}/_control/worlds`, ask);
  const { id, environment } = mintedSchema.parse(minted.json);
  const setting = (name: string) => environment[name] ?? '';
  const digest = createHash('md5').update(setting('CAPILLARY_PASSWORD')).digest('hex');
  const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`;
  const capillaryAuthorization = basic(setting('CAPILLARY_USERNAME'), digest);
  const sender =
    (base: string, authorization?: string): Send =>
    (method, path, body, headers) =>
      call(method, base + path, body, { ...(authorization ? { authorization } : {}), ...headers });
  const token = () =>
    call('POST', setting('FRAGMENT_AUTH_URL'), 'grant_type=client_credentials', {
      authorization: basic(setting('FRAGMENT_CLIENT_ID'), setting('FRAGMENT_CLIENT_SECRET')),
      'content-type': 'application/x-www-form-urlencoded',
    });
  return {
    id,
    setting,
    control: sender(`${sandboxUrl}/_control/worlds/${id}`),
    vero: (method, path, body, headers) =>
      call(
        method,
        `${setting('VERO_BASE_URL')}${path}?auth_token=${setting('VERO_AUTH_TOKEN')}`,
        body,
        headers,
      ),
    cerego: sender(setting('CEREGO_BASE_URL'), `Bearer ${setting('CEREGO_API_KEY')}`),
    capillary: sender(setting('CAPILLARY_BASE_URL'), capillaryAuthorization),
    capillaryAuthorization,
    fragment: async (method, path, body, headers) => {
      const { access_token } = tokenSchema.parse((await token()).json);
      return sender(setting('FRAGMENT_BASE_URL'), `Bearer ${access_token}`)(method, path, body, headers);
    },
    token,
  };
}

export async function truth(world: TestWorld, provider: string, id?: string): Promise<unknown> {
  const query = new URLSearchParams({ provider, ...(id === undefined ? {} : { id }) });
  const { json } = await world.control('GET', `/state?${query}`);
  return z.record(z.string(), z.unknown()).parse(json)[provider];
}

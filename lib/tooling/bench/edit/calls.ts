/** The requests that edits lead to, made by nothing but an HTTP client: the limit of an edit. */
import { createHash } from 'node:crypto';
import { type Agent, request } from 'undici';
import { z } from 'zod';
import type { Operation } from '#lib/providers/contract.ts';

/** Providers whose edits are measured: one that cannot be read back, one that answers with codes, one that shows the list. */
export const editedProviders = ['vero', 'capillary', 'fragment'] as const;
export type EditedProvider = (typeof editedProviders)[number];

/** One kind of edit, done and taken back in turn, so that the world stays as it is. */
export type EditPlan = {
  /** The operation of an even or an odd round. */
  operations: (isEven: boolean) => Operation[];
  /** The same calls without Tagdesk. */
  send: (externalId: string, isEven: boolean) => Promise<void>;
};

const label = 'benchmark';
const key = 'benchmark';
const value = 'yes';

/** `environment` is the world's own, as `openBenchWorld` gives it. */
export async function planEdits(
  environment: Record<string, string>,
  agent: Agent,
): Promise<Record<EditedProvider, EditPlan>> {
  const setting = (name: string) => environment[name] ?? '';
  const send = async (method: Method, url: string, headers: Headers, body?: unknown) => {
    const answer = await request(url, {
      method,
      dispatcher: agent,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${url} answered ${answer.statusCode}: ${text}`);
  };
  const password = createHash('md5').update(setting('CAPILLARY_PASSWORD')).digest('hex');
  const capillaryHeaders = { authorization: basic(setting('CAPILLARY_USERNAME'), password) };
  const fragmentHeaders = { authorization: `Bearer ${await fragmentToken(environment, agent)}` };
  const labelled = (isEven: boolean): Operation[] => [
    { verb: isEven ? 'add' : 'remove', key: label, value: null },
  ];
  return {
    vero: {
      operations: labelled,
      send: (id, isEven) =>
        send(
          'PUT',
          `${setting('VERO_BASE_URL')}/users/tags/edit?auth_token=${setting('VERO_AUTH_TOKEN')}`,
          {},
          { id, add: isEven ? [label] : [], remove: isEven ? [] : [label] },
        ),
    },
    capillary: {
      operations: labelled,
      // A 200 of Capillary may hold a partial success, so each change is followed by a read.
      send: async (id, isEven) => {
        const names = [{ labelName: label }];
        const customer = `${setting('CAPILLARY_BASE_URL')}/customers/${id}`;
        const body = { add: isEven ? names : [], remove: isEven ? [] : names };
        await send('POST', `${customer}/changeLabels`, capillaryHeaders, body);
        await send('GET', `${customer}/labels`, capillaryHeaders);
      },
    },
    fragment: {
      operations: (isEven) =>
        isEven ? [{ verb: 'add', key, value }] : [{ verb: 'remove', key, value: null }],
      send: (id, isEven) => {
        const url = `${setting('FRAGMENT_BASE_URL')}/users/${id}`;
        const tags = isEven ? { create: [{ key, value }] } : { delete: [{ key }] };
        return send('PATCH', url, fragmentHeaders, { tags });
      },
    },
  };
}

type Headers = Record<string, string>;
type Method = 'GET' | 'PUT' | 'POST' | 'PATCH';

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

async function fragmentToken(environment: Record<string, string>, agent: Agent): Promise<string> {
  const { FRAGMENT_AUTH_URL: url = '', FRAGMENT_CLIENT_ID: id = '' } = environment;
  const answer = await request(url, {
    method: 'POST',
    dispatcher: agent,
    headers: {
      authorization: basic(id, environment.FRAGMENT_CLIENT_SECRET ?? ''),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  return z.object({ access_token: z.string() }).parse(await answer.body.json()).access_token;
}

/** The world's people for whom edits are made, in the form of the sandbox's seed. */
export function seedOf(externalIds: Record<EditedProvider, string[]>) {
  return {
    vero: externalIds.vero.map((id) => ({ id })),
    capillary: { labels: [label], customers: externalIds.capillary.map((userId) => ({ userId })) },
    fragment: externalIds.fragment.map((id) => ({ id, externalId: `ext-${id}` })),
  };
}

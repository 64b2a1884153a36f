/** The bare requests of edits: the limit. */
import { createHash } from 'node:crypto';
import { type Agent, request } from 'undici';
import { z } from 'zod';
import type { Operation } from '#lib/providers/contract.ts';

/** One that cannot be read, one that answers with codes, one that shows the list. */
export const editedProviders = ['vero', 'capillary', 'fragment'] as const;
export type EditedProvider = (typeof editedProviders)[number];

/** Done and undone in turn, so that the world stays the same. */
export type EditPlan = {
  /** Of an even or odd round. */
  operations: (isEven: boolean) => Operation[];
  /** The same calls without Tagdesk. */
  send: (externalId: string, isEven: boolean) => Promise<void>;
};

const label = 'benchmark';
const key = 'benchmark';
const value = 'yes';

/** `environment`: from `openBenchWorld`. */
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
      // A 200 of Capillary may be a partial success, so a read follows.
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

/** As the sandbox's seed. */
export function seedOf(externalIds: Record<EditedProvider, string[]>) {
  return {
    vero: externalIds.vero.map((id) => ({ id })),
    capillary: { labels: [label], customers: externalIds.capillary.map((userId) => ({ userId })) },
    fragment: externalIds.fragment.map((id) => ({ id, externalId: `ext-${id}` })),
  };
}

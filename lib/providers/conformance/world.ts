/** For tests: an empty world of the sandbox, driven through its control API. */
import { z } from 'zod';
import type { ProviderId } from '../ids.ts';

/** Settings by variable name. */
export type WorldEnvironment = Record<string, string>;

const minted = z.object({ id: z.string(), environment: z.record(z.string(), z.string()) });

const logRecords = z.array(
  z.object({
    method: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.string()),
    headers: z.record(z.string(), z.unknown()),
    body: z.unknown(),
    status: z.number().nullable(),
    applied: z.boolean(),
    fault: z.string().optional(),
  }),
);

type LoggedCall = z.infer<typeof logRecords>[number];

export type World = {
  environment: WorldEnvironment;
  seed(people: object): Promise<void>;
  /** From outside: who is named is afterwards exactly so. */
  edit(people: object): Promise<void>;
  fault(fault: { kind: string } & Record<string, unknown>): Promise<void>;
  clearFaults(): Promise<void>;
  settings(settings: object): Promise<void>;
  advance(milliseconds: number): Promise<void>;
  state(): Promise<unknown>;
  log(): Promise<LoggedCall[]>;
  /** Calls for a change, refused ones too. */
  writes(): Promise<LoggedCall[]>;
};

/** Faults, state and log are those of `provider`. */
export async function mintWorld(url: string, provider: ProviderId, people: object): Promise<World> {
  const { id } = minted.parse(await control(`${url}/_control/worlds`, 'POST', {}));
  const base = `${url}/_control/worlds/${id}`;

  await control(`${base}/seed`, 'POST', people);

  async function log(): Promise<LoggedCall[]> {
    return logRecords.parse(await control(`${base}/log?provider=${provider}`, 'GET'));
  }

  return {
    environment: minted.parse(await control(base, 'GET')).environment,
    seed: async (people) => {
      await control(`${base}/seed`, 'POST', people);
    },
    edit: async (people) => {
      await control(`${base}/seed`, 'PUT', people);
    },
    fault: async (fault) => {
      await control(`${base}/faults`, 'POST', { provider, ...fault });
    },
    clearFaults: async () => {
      await control(`${base}/faults`, 'DELETE');
    },
    settings: async (settings) => {
      await control(`${base}/settings`, 'PUT', settings);
    },
    advance: async (advanceMs) => {
      await control(`${base}/clock`, 'POST', { advanceMs });
    },
    state: () => control(`${base}/state?provider=${provider}`, 'GET'),
    log,
    writes: async () =>
      (await log()).filter(({ method, path }) => method !== 'GET' && !path.includes('/oauth2/')),
  };
}

async function control(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return text === '' ? null : JSON.parse(text);
}

export function requireVariable(environment: WorldEnvironment, name: string): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`The sandbox gave no ${name}.`);
  return value;
}

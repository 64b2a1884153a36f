/** The sandbox's control API. See lib/sandbox/README.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ProviderName = 'vero' | 'cerego' | 'capillary' | 'fragment';

/** Set `match.user` to an identity's id, so that other tests' calls are not hit. */
export type Fault = {
  provider: ProviderName;
  kind:
    | 'status'
    | 'rate-limit'
    | 'timeout'
    | 'reset-before'
    | 'reset-after'
    | 'html'
    | 'truncated-json'
    | 'empty'
    | 'unauthorized'
    | 'slow'
    | 'no-apply'
    | 'duplicate';
  match: { method?: string; path?: string; user?: string; body?: string };
  times?: number | null;
  status?: number;
  retryAfter?: number | string;
  delayMs?: number;
  body?: string;
};

export type State = {
  vero: { id: string; email?: string; tags: string[]; data: Record<string, unknown> }[];
  cerego: {
    tagTypes: { id: string; name: string }[];
    users: { id: string; tags: { typeId: string; value: string }[] }[];
  };
  capillary: { labels: string[]; customers: { userId: string; labels: string[] }[] };
  fragment: { id: string; externalId: string; tags: { key: string; value: string }[] }[];
};

/** `body`: JSON as text, '' without one. */
export type LoggedCall = {
  sequence: number;
  provider: string;
  method: string;
  path: string;
  body: string;
  status: number | null;
  applied: boolean;
};

type LogEntry = Omit<LoggedCall, 'body'> & { body: unknown };

/** The shared installation uses the world `demo`. */
export class Sandbox {
  readonly #world: string;

  constructor(url: string, world = 'demo') {
    this.#world = `${url}/_control/worlds/${world}`;
  }

  static ofInstallation(): Sandbox {
    const dataDir = process.env.TAGDESK_E2E_DATA_DIR ?? '';
    const port = readFileSync(join(dataDir, 'sandbox-port'), 'utf8').trim();
    return new Sandbox(`http://127.0.0.1:${port}`);
  }

  async seed(people: Partial<{ [P in keyof State]: unknown }>): Promise<void> {
    await this.#call('POST', 'seed', people);
  }

  /** Who is named is afterwards exactly so: somebody else's edit. */
  async editOutside(people: Partial<{ [P in keyof State]: unknown }>): Promise<void> {
    await this.#call('PUT', 'seed', people);
  }

  /** With an id only that identity. */
  async state<P extends ProviderName>(provider: P, id?: string): Promise<State[P]> {
    const query = new URLSearchParams({ provider, ...(id === undefined ? {} : { id }) });
    const state = await this.#call<Pick<State, P>>('GET', `state?${query}`);
    return state[provider];
  }

  async fault(fault: Fault): Promise<string> {
    return (await this.#call<{ id: string }>('POST', 'faults', fault)).id;
  }

  async endFault(id: string): Promise<void> {
    await this.#call('DELETE', `faults/${id}`);
  }

  /** Calls that name this identity, oldest first. */
  async callsFor(provider: ProviderName, id: string): Promise<LoggedCall[]> {
    const entries = await this.#call<LogEntry[]>('GET', `log?provider=${provider}`);
    return entries
      .map((entry) => ({ ...entry, body: entry.body === null ? '' : JSON.stringify(entry.body) }))
      .filter(({ path, body }) => path.includes(encodeURIComponent(id)) || body.includes(id));
  }

  async calls(): Promise<Record<string, number>> {
    const entries = await this.#call<LogEntry[]>('GET', 'log');
    return Object.fromEntries(
      Object.entries(Object.groupBy(entries, ({ provider }) => provider)).map(([provider, calls]) => [
        provider,
        calls?.length ?? 0,
      ]),
    );
  }

  async clearFaults(): Promise<void> {
    await this.#call('DELETE', 'faults');
  }

  /** Effective writes per identity by calls that name `text`. */
  async writesOf(provider: ProviderName, text: string): Promise<Map<string, number>> {
    const entries = await this.#call<LogEntry[]>('GET', `log?provider=${provider}`);
    const counts = new Map<string, number>();
    for (const { method, path, body, applied } of entries) {
      const words = JSON.stringify(body);
      if (method === 'GET' || !applied || !words.includes(text)) continue;
      const id = /\/(?:customers|users)\/([^/]+)(?:\/changeLabels)?$/.exec(path)?.[1];
      const user =
        id === undefined || id === 'edit' ? /"id":"([^"]+)"/.exec(words)?.[1] : decodeURIComponent(id);
      counts.set(user ?? words, (counts.get(user ?? words) ?? 0) + 1);
    }
    return counts;
  }

  async configure(settings: object): Promise<void> {
    await this.#call('PUT', 'settings', settings);
  }

  /** Vero's, that were sent: their answers' status, null where there was none. */
  async webhooks(): Promise<{ body: string; status: number | null }[]> {
    return this.#call('GET', 'webhooks');
  }

  async #call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#world}/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`The sandbox answered ${response.status} to ${method} ${path}: ${text}`);
    return parsed<T>(text);
  }
}

/** Shapes as in its README. */
function parsed<T>(text: string): T {
  return (text === '' ? null : JSON.parse(text)) as T;
}

/** Oldest first, without reads. */
export async function writesAbout(provider: ProviderName, id: string): Promise<LoggedCall[]> {
  const calls = await Sandbox.ofInstallation().callsFor(provider, id);
  return calls.filter(({ method }) => method !== 'GET');
}

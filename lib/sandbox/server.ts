import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { capillary } from './capillary.ts';
import { cerego } from './cerego.ts';
import { control } from './control.ts';
import { exchange } from './exchange.ts';
import { fragment } from './fragment.ts';
import { fragmentToken } from './fragment-token.ts';
import { HeldResponses } from './held.ts';
import { type OpenOptions, openWorlds } from './open-worlds.ts';
import type { Provider, ProviderRequest } from './provider.ts';
import { readBody, TooLarge } from './read-body.ts';
import { vero } from './vero.ts';
import type { Worlds } from './worlds.ts';

const providers: readonly Provider[] = [vero, cerego, capillary, fragment, fragmentToken];
const providerBodyLimit = 1024 * 1024;

export type SandboxOptions = OpenOptions & {
  /** Default 0: any free port. */
  port?: number;
  /** Default loopback: the control API has no credentials. */
  host?: string;
};

export type Sandbox = {
  /** Without a trailing slash. */
  url: string;
  /** Finishes calls; those held by faults are cut. */
  stop: () => Promise<void>;
};

/** @throws when the port is taken or the data folder unusable. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { worlds, close } = openWorlds(options);
  const held = new HeldResponses();
  let url = '';
  const server = createServer((request, response) => {
    route({ worlds, url, held }, request, response).catch((error: unknown) => answerFlaw(response, error));
  });
  // So that idle connections are not cut under the next call.
  server.keepAliveTimeout = 65_000;
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, options.port ?? 0, host);
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    url,
    stop: async () => {
      await finish(server, held);
      close();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(portOf(server.address())));
  });
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}

/** Busy connections close after their answer. */
async function finish(server: Server, held: HeldResponses): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  held.release();
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  await closed;
  clearInterval(sweep);
}

function answerFlaw(response: ServerResponse, error: unknown): void {
  const isTooLarge = error instanceof TooLarge;
  if (!isTooLarge && !response.destroyed) console.error(error);
  if (response.headersSent || response.destroyed) response.destroy();
  else response.writeHead(isTooLarge ? 413 : 500, { connection: 'close' }).end();
}

type Context = { worlds: Worlds; url: string; held: HeldResponses };

async function route(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const rawQuery = mark < 0 ? '' : target.slice(mark + 1);
  const provider = providers.find(({ base }) => path === base || path.startsWith(`${base}/`));
  if (!provider) {
    await control(context, request, response, path, new URLSearchParams(rawQuery));
    return;
  }
  const body = await readBody(request, providerBodyLimit);
  await exchange(context.worlds, {
    provider,
    request: providerRequest(provider, request, path, rawQuery, body),
    path,
    rawQuery,
    isTokenCall: provider === fragmentToken,
    response,
    held: context.held,
  });
}

function providerRequest(
  { base }: Provider,
  { method = 'GET', headers }: IncomingMessage,
  path: string,
  rawQuery: string,
  body: string,
): ProviderRequest {
  let parsed: { value: unknown } | undefined;
  return {
    method,
    segments: path
      .slice(base.length + 1)
      .replace(/\/+$/, '')
      .split('/')
      .filter((part, index) => part || index > 0),
    query: new URLSearchParams(rawQuery),
    headers,
    body,
    json: () => {
      parsed ??= { value: parseJson(body) };
      return parsed.value;
    },
  };
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

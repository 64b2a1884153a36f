import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { credentialsSchema } from './credentials.ts';
import { demoId, demoRoster, fillDemo } from './demo-world.ts';
import { entry } from './entries.ts';
import { faultSchema, providerNames } from './faults.ts';
import { decoded } from './provider.ts';
import { readBody } from './read-body.ts';
import { readState } from './read-state.ts';
import { applyEdits, applySeed, editsSchema, seedSchema } from './seed.ts';
import { mergeSettings, settingsPatch } from './settings.ts';
import { usersCsv } from './users-csv.ts';
import type { World } from './world.ts';
import { ControlError, type Worlds } from './worlds.ts';

/**
 * The control API: worlds, state, faults, log, clock and settings. No credentials, so only from this machine.
 * Errors are `{"error": text}`.
 */

const bodyLimit = 256 * 1024 * 1024;

const mintBody = z.strictObject({
  id: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'an id has 1 to 100 letters, digits, dots, dashes or underscores')
    .optional(),
  /** Instead of derived ones. */
  environment: credentialsSchema.partial().optional(),
});
const clockBody = z.strictObject({ advanceMs: z.number().min(0) });
const stateQuery = z.strictObject({ provider: z.enum(providerNames).optional(), id: z.string().optional() });
const logQuery = z.strictObject({
  provider: z.enum(providerNames).optional(),
  since: z.coerce.number().int().min(0).optional(),
});

type Reply = { status: number; value?: unknown; text?: { type: string; body: string } };
type Ask = { worlds: Worlds; url: string; query: URLSearchParams; body: () => Promise<unknown> };

const done: Reply = { status: 204 };
const ok = (value: unknown, status = 200): Reply => ({ status, value });

/** 404 for everything else on this server. */
export async function control(
  context: { worlds: Worlds; url: string },
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const body = async () => parseJson(await readBody(request, bodyLimit));
  const reply = await decide({ ...context, query, body }, request, path).catch(asReply);
  const text = reply.text ?? {
    type: 'application/json; charset=utf-8',
    body: reply.value === undefined ? '' : JSON.stringify(reply.value),
  };
  response.writeHead(reply.status, {
    'content-type': text.type,
    'content-length': Buffer.byteLength(text.body),
  });
  response.end(text.body);
}

function asReply(error: unknown): Reply {
  if (error instanceof ControlError) return ok({ error: error.message }, error.status);
  if (error instanceof z.ZodError) return ok({ error: z.prettifyError(error) }, 400);
  throw error;
}

function parseJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlError(400, 'The body is not JSON');
  }
}

async function decide(ask: Ask, request: IncomingMessage, path: string): Promise<Reply> {
  if (!isFromThisMachine(request)) throw new ControlError(403, 'The control API serves this machine only');
  const [root, collection, worldId, resource = '', item, ...more] = path.slice(1).split('/');
  if (root !== '_control' || more.length > 0) throw new ControlError(404, 'Not found');
  const method = request.method ?? 'GET';
  if (collection === 'health' && worldId === undefined) return ok({ status: 'ok' });
  if (collection !== 'worlds') throw new ControlError(404, 'Not found');
  if (worldId === undefined) {
    if (method !== 'POST') throw new ControlError(405, 'POST makes a world');
    return mint(ask);
  }
  const world = ask.worlds.find(decoded(worldId) ?? '');
  if (!world) throw new ControlError(404, `There is no world named ${worldId}`);
  const action = actions[`${method} ${resource}${item === undefined ? '' : '/:item'}`];
  if (!action) throw new ControlError(404, `${method} ${resource} is no action on a world`);
  return await action(ask, world, item ?? '');
}

const loopbackName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** A foreign Host is DNS rebinding, a foreign Origin a cross-site page. */
function isFromThisMachine({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  if (!loopbackName.test(host)) return false;
  if (headers['sec-fetch-site'] === 'cross-site') return false;
  return headers.origin === undefined || loopbackName.test(hostNameOf(headers.origin));
}

function hostNameOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : '';
}

/** Idempotent. */
async function mint(ask: Ask): Promise<Reply> {
  const { id, environment } = mintBody.parse(await ask.body());
  const known = id === undefined ? undefined : ask.worlds.find(id);
  if (known && environment === undefined) return ok(worldView(ask, known));
  return ok(worldView(ask, ask.worlds.create(id, environment)), 201);
}

function worldView({ url }: Ask, world: World): object {
  return { id: world.id, environment: environmentOf(world, url) };
}

/**
 * Settings for Tagdesk: base URLs below `url`, credentials, and the present tag types as `3=Region,5=Team`.
 */
function environmentOf({ credentials, state }: World, url: string): Record<string, string> {
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

const actions: Record<string, (ask: Ask, world: World, item: string) => Reply | Promise<Reply>> = {
  'GET ': (ask, world) => ok(worldView(ask, world)),
  'POST seed': async (ask, world) => {
    applySeed(world, seedSchema.parse(await ask.body()));
    return done;
  },
  'PUT first-state': async (ask, world) => {
    world.beginWith(z.array(entry).parse(await ask.body()));
    return done;
  },
  'PUT seed': async (ask, world) => {
    applyEdits(world, editsSchema.parse(await ask.body()));
    return done;
  },
  'GET state': ({ query }, world) => {
    const { provider, id } = stateQuery.parse(Object.fromEntries(query));
    return ok(readState(world, provider, id));
  },
  'GET users.csv': (_ask, world) => {
    if (world.id !== demoId) throw new ControlError(404, 'Only the demo world has a list of people');
    return {
      status: 200,
      text: { type: 'text/csv; charset=utf-8; header=present', body: usersCsv(world, demoRoster()) },
    };
  },
  'POST faults': async (ask, world) => ok({ id: world.faults.add(faultSchema.parse(await ask.body())) }, 201),
  'GET faults': (_ask, world) => ok(world.faults.list()),
  'DELETE faults': (_ask, world) => {
    world.faults.clear();
    return done;
  },
  'DELETE faults/:item': (_ask, world, item) => {
    if (!world.faults.clear(item)) throw new ControlError(404, 'There is no such fault, or it is used up');
    return done;
  },
  'GET log': ({ query }, world) => {
    const { provider, since } = logQuery.parse(Object.fromEntries(query));
    return ok(world.log.read(since, provider));
  },
  'DELETE log': (_ask, world) => {
    world.log.clear();
    return done;
  },
  'GET webhooks': (_ask, world) => ok(world.webhooks.calls),
  'GET clock': (_ask, world) => ok({ now: world.timestamp(), offsetMs: world.clockOffsetMs }),
  'POST clock': async (ask, world) => {
    world.setClock(world.clockOffsetMs + clockBody.parse(await ask.body()).advanceMs);
    return ok({ now: world.timestamp(), offsetMs: world.clockOffsetMs });
  },
  'GET settings': (_ask, world) => ok(world.settings),
  'PUT settings': async (ask, world) => {
    world.configure(mergeSettings(world.settings, settingsPatch.parse(await ask.body())));
    return ok(world.settings);
  },
  'POST reset': (_ask, world) => {
    world.reset();
    return done;
  },
  'POST restart': (_ask, world) => {
    if (world.id !== demoId) throw new ControlError(404, 'Only the demo world has a first state');
    const { webhookUrl } = world.settings.vero;
    world.reset();
    fillDemo(world);
    world.beginWith(world.firstState);
    world.configure(mergeSettings(world.settings, { vero: { webhookUrl } }));
    return done;
  },
};

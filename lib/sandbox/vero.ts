import { z } from 'zod';
import type { VeroChange } from './entries.ts';
import { type Answer, answer, jsonBody, type Provider, type ProviderRequest } from './provider.ts';
import { identifyBody, tagsEdit, userId } from './vero-bodies.ts';
import type { World } from './world.ts';

/**
 * Vero Track REST API v2, after "Edit" (tags) and "Identify". Settings decide what these leave open;
 * README.md lists it.
 */

const messages = new Map([
  [400, 'Bad Request'],
  [401, 'Invalid authentication: You must provide a valid auth_token to access this resource.'],
  [404, "The resource doesn't exist"],
  [429, 'Too many requests'],
]);

function errorBody(status: number): string {
  return JSON.stringify({ status, message: messages.get(status) ?? 'An error occurred with our API' });
}

function refusal(status: number): Answer {
  return { status, body: errorBody(status), applied: false };
}

const success = (applied: boolean) => answer(200, { status: 200, message: 'Success.' }, applied);
const alreadyReceived = () => answer(200, { status: 200, message: 'Request already received.' });

/** For a dropped repeat, and for an accepted call. */
export const veroAnswers = { success: () => success(false), alreadyReceived };

const withToken = z.looseObject({ auth_token: z.string() });

function identify(worlds: Parameters<Provider['identify']>[0], request: ProviderRequest) {
  const inQuery = worlds.byVeroToken(request.query.get('auth_token') ?? '');
  if (inQuery) return { world: inQuery };
  const inBody = worlds.byVeroToken(withToken.safeParse(request.json()).data?.auth_token ?? '');
  if (!inBody) return { refusal: refusal(401) };
  return inBody.settings.vero.tokenInBody ? { world: inBody } : { world: inBody, refusal: refusal(401) };
}

/** Published Ruby and PHP clients end paths in `.json`. */
function routeOf({ settings }: World, { method, segments }: ProviderRequest): string {
  const path = segments.join('/');
  return `${method} /${settings.vero.jsonSuffix ? path.replace(/\.json$/, '') : path}`;
}

function handle(world: World, request: ProviderRequest): Answer {
  world.settle();
  const given = answerTo(world, request);
  return world.settings.vero.errorStatus === '200' && given.status >= 400 ? { ...given, status: 200 } : given;
}

function answerTo(world: World, request: ProviderRequest): Answer {
  switch (routeOf(world, request)) {
    case 'PUT /users/tags/edit':
      return editTags(world, request);
    case 'POST /users/track':
      return identifyUser(world, request);
    default:
      return refusal(404);
  }
}

function editTags(world: World, request: ProviderRequest): Answer {
  const { unknownUser } = world.settings.vero;
  const parsed = tagsEdit(world.settings.vero).safeParse(jsonBody(request));
  if (!parsed.success) return refusal(400);
  const { id, add, remove } = parsed.data;
  const isKnown = () =>
    world.state.vero.users.has(id) || world.state.vero.pending.some((change) => change.id === id);
  if (unknownUser === '404' && !isKnown()) return refusal(404);
  const { foldTags } = world.settings.vero;
  const held = foldTags ? (world.state.vero.users.get(id)?.tags ?? []) : [];
  const spelled = (tag: string) => held.find((one) => one.toLowerCase() === tag.toLowerCase()) ?? tag;
  return accept(world, request, { id, add: add.map(spelled), remove: remove.map(spelled), create: false });
}

function identifyUser(world: World, request: ProviderRequest): Answer {
  const parsed = identifyBody(world.settings.vero).safeParse(jsonBody(request));
  if (!parsed.success) return refusal(400);
  const { id, email, channels, data } = parsed.data;
  const key = id ?? email ?? '';
  return accept(world, request, {
    id: key,
    add: [],
    remove: [],
    create: true,
    ...(email ? { email } : {}),
    ...(channels ? { channels } : {}),
    ...(data ? { data } : {}),
  });
}

/** Answers at once and queues the change; drops a repeat within the window. */
function accept(world: World, request: ProviderRequest, change: Omit<VeroChange, 'dueAt'>): Answer {
  const now = world.now();
  const { applyDelayMs, duplicateWindowMs } = world.settings.vero;
  if (duplicateWindowMs > 0) {
    const fingerprint = `${routeOf(world, request)} ${JSON.stringify(change)}`;
    const before = world.recentCalls.get(fingerprint);
    if (before !== undefined && now - before < duplicateWindowMs) return alreadyReceived();
    world.recentCalls.set(fingerprint, now);
  }
  world.commit({ kind: 'vero-change', change: { dueAt: now + applyDelayMs, ...change } });
  if (applyDelayMs === 0) world.settle();
  return success(true);
}

const withId = z.looseObject({ id: userId(true) });

/** Under `/vero/api/v2`: writes only, asynchronous. */
export const vero: Provider = {
  name: 'vero',
  base: '/vero/api/v2',
  identify,
  handle,
  errorBody,
  identities: (_world, request) => {
    const parsed = withId.safeParse(request.json());
    return parsed.success ? [parsed.data.id] : [];
  },
};

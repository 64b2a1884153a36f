import { z } from 'zod';
import type { VeroChange } from './entries.ts';
import { type Answer, answer, jsonBody, type Provider, type ProviderRequest } from './provider.ts';
import type { World } from './world.ts';

/**
 * Vero Track REST API v2, after its pages "Edit" (tags) and "Identify". What these leave open is decided by the
 * world's settings; `README.md` lists it.
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

/** The body Vero answers to a call that it drops as a repetition, and to one that it accepts. */
export const veroAnswers = { success: () => success(false), alreadyReceived };

// Text is what the document asks for; numbers are what its samples and webhooks show.
const userId = z.union([z.string().min(1), z.number()]).transform(String);
// A list may be absent or null, as published clients send it.
const tagList = z
  .array(z.string().refine((tag) => tag.trim() !== ''))
  .nullish()
  .transform((tags) => tags ?? []);
const tagsEdit = z
  .looseObject({ id: userId, add: tagList, remove: tagList })
  .refine(({ add, remove }) => add.length + remove.length > 0);
const channel = z.looseObject({ type: z.string(), address: z.string(), platform: z.string().nullish() });
const identifyBody = z
  .looseObject({
    id: userId.nullish(),
    email: z.string().nullish(),
    channels: z.array(channel).nullish(),
    data: z.record(z.string(), z.unknown()).nullish(),
  })
  .refine(({ id, email }) => Boolean(id ?? email));
const withToken = z.looseObject({ auth_token: z.string() });

function identify(worlds: Parameters<Provider['identify']>[0], request: ProviderRequest) {
  const fromBody = () => withToken.safeParse(request.json()).data?.auth_token;
  const token = request.query.get('auth_token') ?? fromBody();
  const world = token === undefined ? undefined : worlds.byVeroToken(token);
  return world ? { world } : { refusal: refusal(401) };
}

/** Paths may end in `.json`, as the published Ruby and PHP clients write them. */
function routeOf({ method, segments }: ProviderRequest): string {
  return `${method} /${segments.join('/').replace(/\.json$/, '')}`;
}

function handle(world: World, request: ProviderRequest): Answer {
  world.settle();
  switch (routeOf(request)) {
    case 'PUT /users/tags/edit':
      return editTags(world, request);
    case 'POST /users/track':
      return identifyUser(world, request);
    default:
      return refusal(404);
  }
}

function editTags(world: World, request: ProviderRequest): Answer {
  const parsed = tagsEdit.safeParse(jsonBody(request));
  if (!parsed.success) return refusal(400);
  const { id, add, remove } = parsed.data;
  const isKnown = () =>
    world.state.vero.users.has(id) || world.state.vero.pending.some((change) => change.id === id);
  if (world.settings.vero.unknownUser === '404' && !isKnown()) return refusal(404);
  return accept(world, request, { id, add, remove, create: false });
}

function identifyUser(world: World, request: ProviderRequest): Answer {
  const parsed = identifyBody.safeParse(jsonBody(request));
  if (!parsed.success) return refusal(400);
  const { id, email, channels, data } = parsed.data;
  // Given an e-mail alone, Vero makes a user whose id is that e-mail.
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

/** Answers success at once and lets the change wait; a repetition within the window is dropped instead. */
function accept(world: World, request: ProviderRequest, change: Omit<VeroChange, 'dueAt'>): Answer {
  const now = world.now();
  const { applyDelayMs, duplicateWindowMs } = world.settings.vero;
  if (duplicateWindowMs > 0) {
    const fingerprint = `${routeOf(request)} ${JSON.stringify(change)}`;
    const before = world.recentCalls.get(fingerprint);
    if (before !== undefined && now - before < duplicateWindowMs) return alreadyReceived();
    world.recentCalls.set(fingerprint, now);
  }
  world.commit({ kind: 'vero-change', change: { dueAt: now + applyDelayMs, ...change } });
  if (applyDelayMs === 0) world.settle();
  return success(true);
}

const withId = z.looseObject({ id: userId });

/** Vero's Track API under `/vero/api/v2`: writes only, asynchronous, nothing can be read. */
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

import { z } from 'zod';
import type { FragmentUser } from './entries.ts';
import { fragmentError, fragmentErrorBody, userJson } from './fragment-json.ts';
import { changeTags, tagSchema } from './fragment-tags.ts';
import { worldOfToken } from './fragment-token.ts';
import { type Answer, answer, decoded, jsonBody, type Provider, type ProviderRequest } from './provider.ts';
import type { World } from './world.ts';

/**
 * Billing users, after "Update" and the SDKs: a listing without pages, create and update; no read or delete
 * of one user.
 */

const createBody = z.strictObject({ external_id: z.string().min(1), tags: z.array(tagSchema).optional() });

function handle(world: World, request: ProviderRequest): Answer {
  const given = answerTo(world, request);
  const withoutBody = given.status >= 400 && world.settings.fragment.errorBodies === 'none';
  return withoutBody ? { ...given, body: '' } : given;
}

function answerTo(world: World, request: ProviderRequest): Answer {
  const [collection, rawRef, ...more] = request.segments;
  if (collection !== 'users' || more.length > 0) return fragmentError(404, 'not_found', 'Not found');
  if (rawRef === undefined) {
    if (request.method === 'GET') return listUsers(world);
    return request.method === 'POST' ? createUser(world, request) : notAllowed('GET, POST');
  }
  return request.method === 'PATCH' ? updateUser(world, decoded(rawRef) ?? '', request) : notAllowed('PATCH');
}

function notAllowed(allow: string): Answer {
  return { ...fragmentError(405, 'method_not_allowed', 'Method not allowed'), headers: { allow } };
}

function listUsers(world: World): Answer {
  return answer(200, { data: [...world.state.fragment.users.values()].map(userJson) });
}

function createUser(world: World, request: ProviderRequest): Answer {
  const parsed = createBody.safeParse(jsonBody(request));
  if (!parsed.success) return fragmentError(400, 'invalid_request', 'external_id is a required string');
  const { external_id: externalId, tags = [] } = parsed.data;
  if (world.state.fragment.byExternalId.has(externalId)) {
    return fragmentError(409, 'user_already_exists', 'A user with this external_id already exists');
  }
  const checked = changeTags(world.settings.fragment, [], { create: tags });
  if ('refusal' in checked) return checked.refusal;
  return save(world, { id: nextUserId(world), externalId, tags: checked.tags }, 201);
}

/** As FRAGMENT's: "user" and an inner id, in base64. */
export function nextUserId({ state }: World): string {
  let id: string;
  do {
    const inner = `usr_frag_${String(state.fragment.nextUser).padStart(3, '0')}`;
    state.fragment.nextUser += 1;
    id = `user_${Buffer.from(inner).toString('base64url')}`;
  } while (state.fragment.users.has(id));
  return id;
}

/** FRAGMENT's id first. */
function findUser({ state }: World, ref: string): FragmentUser | undefined {
  return state.fragment.users.get(ref) ?? state.fragment.byExternalId.get(ref);
}

const updateBody = z.strictObject({
  tags: z.strictObject({
    create: z.array(tagSchema).optional(),
    update: z.array(tagSchema).optional(),
    set: z.array(tagSchema).optional(),
    delete: z.array(z.strictObject({ key: z.string().min(1) })).optional(),
  }),
});

/** All lists together or not at all. */
function updateUser(world: World, ref: string, request: ProviderRequest): Answer {
  const parsed = updateBody.safeParse(jsonBody(request));
  if (!parsed.success) {
    return fragmentError(400, 'invalid_request', 'tags must hold lists named create, update, set or delete');
  }
  const user = findUser(world, ref);
  if (!user) return fragmentError(404, 'user_not_found', 'User not found');
  const isEmpty = Object.values(parsed.data.tags).every((list) => !list?.length);
  if (isEmpty && world.settings.fragment.emptyUpdate === 'refuse') {
    return fragmentError(400, 'invalid_request', 'tags names nothing to update');
  }
  const checked = changeTags(world.settings.fragment, user.tags, parsed.data.tags);
  if (!('refusal' in checked)) return save(world, { ...user, tags: checked.tags }, 200);
  if (checked.applied) save(world, { ...user, tags: checked.applied }, 200);
  return checked.refusal;
}

function save(world: World, user: FragmentUser, status: 200 | 201): Answer {
  world.commit({ kind: 'fragment-user', user });
  return answer(status, { data: userJson(user) }, true);
}

function identities(world: World, { segments }: ProviderRequest): readonly string[] {
  const ref = decoded(segments[1]);
  const user = ref === undefined ? undefined : findUser(world, ref);
  return user ? [user.id, user.externalId] : [ref ?? ''];
}

/** Under `/fragment/billing`. */
export const fragment: Provider = {
  name: 'fragment',
  base: '/fragment/billing',
  identify: worldOfToken,
  handle,
  errorBody: fragmentErrorBody,
  identities,
};

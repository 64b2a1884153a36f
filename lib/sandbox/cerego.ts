import { z } from 'zod';
import { ceregoError, ceregoErrorBody, resource, tagResource, userResource } from './cerego-json.ts';
import { idsMatching, listUsers } from './cerego-users.ts';
import type { CeregoTag, CeregoUser } from './entries.ts';
import {
  type Answer,
  answer,
  authorization,
  decoded,
  jsonBody,
  type Provider,
  type ProviderRequest,
} from './provider.ts';
import { perSettings, type Settings } from './settings.ts';
import { findCeregoTag } from './state.ts';
import type { World } from './world.ts';

/**
 * Cerego's partner API v3, after "User Tags" and neighbouring pages. Error bodies are not published; these
 * follow JSON:API.
 */

const filled = z.string().refine((text) => text.trim() !== '');
/** The document requires a value; whether a blank one is one is a setting. */
const bodies = perSettings(({ blankValues, trimValues }: Settings['cerego']) => {
  const value = (blankValues === 'refuse' ? filled : z.string()).transform((text) =>
    trimValues ? text.trim() : text,
  );
  const item = z.looseObject({ partner_user_tag_type_id: filled, value });
  return {
    add: z.looseObject({ user_id: filled, value }),
    update: z.looseObject({ value }),
    set: z.looseObject({ tags: z.array(item).min(1) }),
  };
});
const createUserBody = z.looseObject({ name: z.string().nullish(), email: z.string().nullish() });

function handle(world: World, request: ProviderRequest): Answer {
  const given = answerTo(world, request);
  const withoutBody = given.status >= 400 && world.settings.cerego.errorBodies === 'none';
  return withoutBody ? { ...given, body: '' } : given;
}

function answerTo(world: World, request: ProviderRequest): Answer {
  const { method, segments } = request;
  const [collection, rawId, member, ...more] = segments;
  const id = decoded(rawId);
  if (more.length > 0 || collection === undefined || id === undefined) return ceregoError(404);
  const route = `${method} ${collection}/${member === undefined ? '' : member}`;
  switch (route) {
    case 'POST partner_user_tag_types/partner_user_tags':
      return addTag(world, id, request);
    case 'PUT partner_user_tags/':
      return updateTag(world, id, request);
    case 'POST users/partner_user_tags':
      return world.settings.cerego.bulkSet ? setTags(world, id, request) : ceregoError(404);
    case 'GET partners/users':
      return ofPartner(world, id) ?? listUsers(world, request);
    case 'POST partners/users':
      return ofPartner(world, id) ?? createUser(world, request);
    case 'GET my/':
      return id === 'profile' ? profile(world) : ceregoError(404);
    default:
      return ceregoError(404);
  }
}

function ofPartner(world: World, partnerId: string): Answer | undefined {
  if (partnerId === world.credentials.CEREGO_PARTNER_ID) return undefined;
  return ceregoError(world.settings.cerego.foreignPartnerStatus);
}

/** A second POST for the same type is refused and the value stays ("User Tags", warning). */
function addTag(world: World, typeId: string, request: ProviderRequest): Answer {
  const { duplicateStatus, createdStatus, unknownUserStatus } = world.settings.cerego;
  const parsed = bodies(world.settings.cerego).add.safeParse(jsonBody(request));
  if (!parsed.success) return ceregoError(400, 'user_id and value are required strings');
  const user = world.state.cerego.users.get(parsed.data.user_id);
  if (!world.state.cerego.types.has(typeId)) return ceregoError(404, 'Tag type not found');
  if (!user) return ceregoError(unknownUserStatus, 'User not found');
  if (user.tags.some((tag) => tag.typeId === typeId)) {
    return ceregoError(duplicateStatus, 'User already has a tag for this tag type');
  }
  const tag = newTag(world, typeId, parsed.data.value);
  world.commit({ kind: 'cerego-user', user: { ...user, tags: [...user.tags, tag] } });
  return resource(createdStatus, tagResource(user.id, tag));
}

function updateTag(world: World, tagId: string, request: ProviderRequest): Answer {
  const parsed = bodies(world.settings.cerego).update.safeParse(jsonBody(request));
  if (!parsed.success) return ceregoError(400, 'value is a required string');
  const found = findCeregoTag(world.state, tagId);
  if (!found) return ceregoError(404, 'Tag not found');
  const tag = { ...found.tag, value: parsed.data.value, updatedAt: world.timestamp() };
  world.commit({ kind: 'cerego-user', user: withTag(found.user, tag) });
  return resource(200, tagResource(found.user.id, tag));
}

/** The bulk call: leaves other types alone, all or nothing. Its answer is not published. */
function setTags(world: World, userId: string, request: ProviderRequest): Answer {
  const parsed = bodies(world.settings.cerego).set.safeParse(jsonBody(request));
  if (!parsed.success) return ceregoError(400, 'tags is a required list');
  let user = world.state.cerego.users.get(userId);
  if (!user) return ceregoError(404, 'User not found');
  const { tags } = parsed.data;
  if (tags.some((tag) => !world.state.cerego.types.has(tag.partner_user_tag_type_id))) {
    return ceregoError(404, 'Tag type not found');
  }
  const written: CeregoTag[] = [];
  for (const { partner_user_tag_type_id: typeId, value } of tags) {
    const held: CeregoTag | undefined = user.tags.find((tag) => tag.typeId === typeId);
    const tag = held ? { ...held, value, updatedAt: world.timestamp() } : newTag(world, typeId, value);
    user = withTag(user, tag);
    written.push(tag);
  }
  world.commit({ kind: 'cerego-user', user });
  return answer(200, { data: written.map((tag) => tagResource(userId, tag)), meta: noPaging }, true);
}

const noPaging = { 'total-pages': null, 'total-count': null };

function newTag(world: World, typeId: string, value: string): CeregoTag {
  const at = world.timestamp();
  const id = String(world.state.cerego.nextTagId);
  world.state.cerego.nextTagId += 1;
  return { id, typeId, value, createdAt: at, updatedAt: at };
}

function withTag(user: CeregoUser, tag: CeregoTag): CeregoUser {
  return { ...user, tags: [...user.tags.filter(({ id }) => id !== tag.id), tag] };
}

function createUser(world: World, request: ProviderRequest): Answer {
  const parsed = createUserBody.safeParse(jsonBody(request) ?? {});
  if (!parsed.success) return ceregoError(400, 'name and email are strings');
  const { name, email } = parsed.data;
  const user: CeregoUser = {
    id: String(world.state.cerego.nextUserId),
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
    createdAt: world.timestamp(),
    tags: [],
  };
  world.commit({ kind: 'cerego-user', user });
  return resource(201, userResource(user));
}

function profile({ credentials }: World): Answer {
  const partner = { data: { id: credentials.CEREGO_PARTNER_ID, type: 'partners' } };
  const attributes = { name: 'Sandbox API user', email: 'api@cerego.example' };
  return answer(200, {
    data: { id: '1', type: 'users', attributes, relationships: { partner } },
    meta: noPaging,
  });
}

const withUserId = z.looseObject({ user_id: z.string() });

function identities(world: World, request: ProviderRequest): readonly string[] {
  const [collection, rawId] = request.segments;
  const id = decoded(rawId) ?? '';
  if (collection === 'partner_user_tags') return [findCeregoTag(world.state, id)?.user.id ?? ''];
  if (collection === 'users') return [id];
  const asked = request.query.get('query');
  if (asked !== null) return [asked, ...idsMatching(world, asked)];
  const parsed = withUserId.safeParse(request.json());
  return parsed.success ? [parsed.data.user_id] : [];
}

/** Under `/cerego/v3`. No way to remove a tag. */
export const cerego: Provider = {
  name: 'cerego',
  base: '/cerego/v3',
  identify: (worlds, request) => {
    const world = worlds.byCeregoKey(authorization(request, 'Bearer') ?? '');
    return world ? { world } : { refusal: ceregoError(401) };
  },
  handle,
  errorBody: (status) => ceregoErrorBody(status),
  identities,
};

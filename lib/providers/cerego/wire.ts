/** Cerego's partner API v3, JSON:API in answers. Keys are dashed; underscores are taken too. */
import { z } from 'zod';
import { listOf } from '../list-of.ts';

export type CreateTagBody = { user_id: string; value: string };
export type UpdateTagBody = { value: string };

const id = z.union([z.string(), z.number()]).transform(String);
const link = z.object({ data: z.object({ id }).nullish() });
const links = z.object({ data: listOf(z.object({ id })).nullish() });

function dashed<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key.replaceAll('_', '-'), held]));
  }, schema);
}

export const tagResource = z.object({
  id,
  attributes: z.object({ value: z.string().nullish() }).nullish(),
  relationships: dashed(
    z.object({ user: link.nullish(), 'partner-user-tag-type': link.nullish() }),
  ).nullish(),
});

export type TagResource = z.infer<typeof tagResource>;

export const tagReply = z.object({ data: tagResource });

const told = z.string().nullish().catch(null);

const userResource = z.object({
  id,
  attributes: z.object({ name: told, email: told }).nullish().catch(null),
  // Only the links to tags. Absent is unknown, not none.
  relationships: dashed(z.object({ 'partner-user-tags': links.nullish() })).nullish(),
});

export type UserResource = z.infer<typeof userResource>;

/** GET /partners/:partner_id/users */
export const usersReply = z.object({
  data: listOf(userResource),
  included: listOf(z.looseObject({ id, type: z.string().nullish() })).nullish(),
  meta: dashed(
    z.object({ 'total-pages': z.number().nullish(), 'total-count': z.number().nullish().catch(null) }),
  ).nullish(),
});

export type UsersReply = z.infer<typeof usersReply>;

/** Cerego documents no error body but JSON:API, whose form this is. */
export const errorReply = z.object({
  errors: listOf(
    z.object({
      code: z.union([z.string(), z.number()]).transform(String).nullish(),
      title: z.string().nullish(),
      detail: z.string().nullish(),
    }),
  ),
});

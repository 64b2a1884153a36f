/** Cerego's requests and replies (partner API v3, JSON:API in answers). Keys come dashed; underscores are taken too. */
import { z } from 'zod';
import { listOf } from '../list-of.ts';

export type CreateTagBody = { user_id: string; value: string };
export type UpdateTagBody = { value: string };

const id = z.union([z.string(), z.number()]).transform(String);
const link = z.object({ data: z.object({ id }).nullish() });
const links = z.object({ data: listOf(z.object({ id })).nullish() });

/** Parses with dashes in keys, whatever the answer used. */
function dashed<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key.replaceAll('_', '-'), held]));
  }, schema);
}

/** One tag: in the answer to a write, or among `included` of the users listing. */
export const tagResource = z.object({
  id,
  attributes: z.object({ value: z.string().nullish() }).nullish(),
  relationships: dashed(
    z.object({ user: link.nullish(), 'partner-user-tag-type': link.nullish() }),
  ).nullish(),
});

export type TagResource = z.infer<typeof tagResource>;

export const tagReply = z.object({ data: tagResource });

const userResource = z.object({
  id,
  // Only the link to tags is used. Absent is not the same as none: then nothing is known.
  relationships: dashed(z.object({ 'partner-user-tags': links.nullish() })).nullish(),
});

export type UserResource = z.infer<typeof userResource>;

/** GET /partners/:partner_id/users */
export const usersReply = z.object({
  data: listOf(userResource),
  included: listOf(z.looseObject({ id, type: z.string().nullish() })).nullish(),
  meta: dashed(z.object({ 'total-pages': z.number().nullish() })).nullish(),
});

export type UsersReply = z.infer<typeof usersReply>;

/** Cerego shows no error body; it says that it follows JSON:API, whose form this is. */
export const errorReply = z.object({
  errors: listOf(
    z.object({
      code: z.union([z.string(), z.number()]).transform(String).nullish(),
      title: z.string().nullish(),
      detail: z.string().nullish(),
    }),
  ),
});

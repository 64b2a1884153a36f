/** FRAGMENT's requests and replies (billing API: users; OAuth2 client credentials). */
import { z } from 'zod';
import { listOf } from '../list-of.ts';

type Tag = { key: string; value: string };

/** Lists that would be empty are left out; `tags` itself is always there. */
export type UpdateUserBody = {
  tags: { create?: Tag[]; update?: Tag[]; set?: Tag[]; delete?: { key: string }[] };
};

/** Earlier versions of the API wrote `externalId`. */
const refs = z.object({
  id: z.string(),
  external_id: z.string().nullish(),
  externalId: z.string().nullish(),
});

const user = refs
  .extend({
    tags: listOf(z.object({ key: z.string(), value: z.string() })).nullish(),
  })
  .transform(({ id, external_id, externalId, tags }) => ({
    id,
    externalId: external_id ?? externalId ?? null,
    tags: tags ?? null,
  }));

export type FragmentUser = z.infer<typeof user>;

export const userReply = z.object({ data: user });

/** One of GET /users, which is everybody without pages: who it is, and all of them. */
export const listedRefs = refs.transform(({ id, external_id, externalId }) => ({
  id,
  externalId: external_id ?? externalId ?? null,
}));
export const listedUser = user;

/** `expires_in` in seconds. */
export const tokenReply = z.object({
  // It travels in a header: anything else could not be sent (RFC 6750, 2.1).
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().nullish().catch(null),
});

/** Not published for billing; these are the forms that FRAGMENT's other API and OAuth2 use. */
export const errorReply = z.object({
  code: z.string().nullish().catch(null),
  message: z.string().nullish().catch(null),
  error_description: z.string().nullish().catch(null),
  error: z
    .union([
      z.string().transform((message) => ({ code: null, message })),
      z.object({ code: z.string().nullish().catch(null), message: z.string().nullish().catch(null) }),
    ])
    .nullish()
    .catch(null),
});

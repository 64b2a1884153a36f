import { z } from 'zod';
import { listOf } from '../list-of.ts';

type Tag = { key: string; value: string };

/** Empty lists are left out; `tags` is always present. */
export type UpdateUserBody = {
  tags: { create?: Tag[]; update?: Tag[]; set?: Tag[]; delete?: { key: string }[] };
};

export type CreateUserBody = { external_id: string };

/** Earlier versions wrote `externalId`. */
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

/** GET /users: everybody, without pages. */
export const listedRefs = refs.transform(({ id, external_id, externalId }) => ({
  id,
  externalId: external_id ?? externalId ?? null,
}));
export const listedUser = user;

/** `expires_in` in seconds. */
export const tokenReply = z.object({
  // Sent in a header (RFC 6750, 2.1).
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().nullish().catch(null),
});

/** Not published; the forms of FRAGMENT's other API and OAuth2. */
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

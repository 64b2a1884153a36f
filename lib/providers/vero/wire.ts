/** Vero's requests and replies (Track REST API v2: tags edit, identify). */
import { z } from 'zod';
import type { Profile } from '../contract.ts';

/** Both lists are always there: Vero's own clients send `[]` for the empty one. */
export type TagsEditBody = { id: string; add: string[]; remove: string[] };

/** Identify. Every property is text but `timezone`, an integer. */
export type IdentifyBody = {
  id: string;
  email?: string;
  channels?: NonNullable<Profile['channels']>;
  data?: { [property: string]: string | number };
};

/** Other numbers are no HTTP status. */
const status = z.coerce.number().int().min(100).max(599);

/** `{"status":200,"message":"Success."}`, the same for every call and every outcome. */
export const statusReply = z.object({
  status: status.nullish().catch(null),
  message: z.string().nullish().catch(null),
});

/** What tells Vero's own answers from those of whoever stands in between. */
export const ownReply = z.object({ status, message: z.string() });

export type StatusReply = z.infer<typeof statusReply>;

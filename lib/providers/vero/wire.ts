/** Track REST API v2. */
import { z } from 'zod';
import type { Profile } from '../contract.ts';

/** Both are always present: Vero's clients send `[]`, too. */
export type TagsEditBody = { id: string; add: string[]; remove: string[] };

/** All text but `timezone`, an integer. */
export type IdentifyBody = {
  id: string;
  email?: string;
  channels?: NonNullable<Profile['channels']>;
  data?: { [property: string]: string | number };
};

/** HTTP statuses only. */
const status = z.coerce.number().int().min(100).max(599);

/** `{"status":200,"message":"Success."}` for every call and outcome. */
export const statusReply = z.object({
  status: status.nullish().catch(null),
  message: z.string().nullish().catch(null),
});

/** Tells Vero's answers from a proxy's. */
export const ownReply = z.object({ status, message: z.string() });

export type StatusReply = z.infer<typeof statusReply>;

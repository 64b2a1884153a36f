import { z } from 'zod';

/**
 * One schema per kind of record, for memory, journal and replay: what could not be read back cannot be
 * written.
 */

/** `id` is always text. */
const veroUser = z.object({
  id: z.string(),
  email: z.string().optional(),
  tags: z.array(z.string()),
  data: z.record(z.string(), z.unknown()),
  channels: z.array(z.record(z.string(), z.unknown())),
});
export type VeroUser = z.infer<typeof veroUser>;

/** Accepted, applied at `dueAt` (ms of the world's clock). */
const veroChange = z.object({
  dueAt: z.number(),
  id: z.string(),
  add: z.array(z.string()),
  remove: z.array(z.string()),
  /** Identify creates the user; tags only where set so. */
  create: z.boolean(),
  email: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  channels: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type VeroChange = z.infer<typeof veroChange>;

const ceregoType = z.object({ id: z.string(), name: z.string() });
export type CeregoType = z.infer<typeof ceregoType>;

/** Times: ISO 8601 with milliseconds, UTC. */
const ceregoTag = z.object({
  id: z.string(),
  typeId: z.string(),
  value: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CeregoTag = z.infer<typeof ceregoTag>;

/** One tag per type. `memberId`: the partner's number. */
const ceregoUser = z.object({
  id: z.string(),
  memberId: z.string().optional(),
  /** Listed only on request. */
  department: z.boolean().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  createdAt: z.string(),
  tags: z.array(ceregoTag),
});
export type CeregoUser = z.infer<typeof ceregoUser>;

const capillaryLabel = z.object({
  id: z.number(),
  name: z.string(),
  description: z.string(),
  active: z.boolean(),
});
export type CapillaryLabel = z.infer<typeof capillaryLabel>;

/** `userId`: digits of an int64; a removed label stays as a deleted row. `mergedInto`: the survivor's id. */
const capillaryCustomer = z.object({
  userId: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  mobile: z.string().optional(),
  externalId: z.string().optional(),
  mergedInto: z.string().optional(),
  deleted: z.boolean().optional(),
  labels: z.array(z.object({ rowId: z.number(), labelId: z.number(), deleted: z.boolean() })),
});
export type CapillaryCustomer = z.infer<typeof capillaryCustomer>;

const fragmentTag = z.object({ key: z.string(), value: z.string() });
export type FragmentTag = z.infer<typeof fragmentTag>;

const fragmentUser = z.object({ id: z.string(), externalId: z.string(), tags: z.array(fragmentTag) });
export type FragmentUser = z.infer<typeof fragmentUser>;

/** Without a trace. At Capillary a customer stays, marked as deleted or merged. */
const gone = z.object({
  kind: z.literal('gone'),
  provider: z.enum(['vero', 'cerego', 'fragment']),
  id: z.string(),
});

/** Steps of a world's state; replaying them gives the same state. */
export const entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('vero-user'), user: veroUser }),
  z.object({ kind: z.literal('vero-change'), change: veroChange }),
  z.object({ kind: z.literal('cerego-type'), type: ceregoType }),
  z.object({ kind: z.literal('cerego-user'), user: ceregoUser }),
  z.object({ kind: z.literal('capillary-label'), label: capillaryLabel }),
  z.object({ kind: z.literal('capillary-customer'), customer: capillaryCustomer }),
  z.object({ kind: z.literal('fragment-user'), user: fragmentUser }),
  gone,
]);
export type Entry = z.infer<typeof entry>;
export type Gone = z.infer<typeof gone>;

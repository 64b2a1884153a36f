import { z } from 'zod';

/**
 * What a world is made of: one schema per kind of record. The same shapes are kept in memory, written to the
 * journal and read back from it, so a record that could not be read back cannot be written either.
 */

/** A user profile at Vero. `id` is always text, whatever the caller sent. */
const veroUser = z.object({
  id: z.string(),
  email: z.string().optional(),
  tags: z.array(z.string()),
  data: z.record(z.string(), z.unknown()),
  channels: z.array(z.record(z.string(), z.unknown())),
});
export type VeroUser = z.infer<typeof veroUser>;

/** A call which Vero has accepted and applies at `dueAt` (milliseconds of the world's clock). */
const veroChange = z.object({
  dueAt: z.number(),
  id: z.string(),
  add: z.array(z.string()),
  remove: z.array(z.string()),
  /** True for identify, which makes the user; tags alone do so only where the settings say so. */
  create: z.boolean(),
  email: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  channels: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type VeroChange = z.infer<typeof veroChange>;

/** A tag type that Cerego's staff has set up. */
const ceregoType = z.object({ id: z.string(), name: z.string() });
export type CeregoType = z.infer<typeof ceregoType>;

/** One tag at Cerego; times are ISO 8601 with milliseconds, in UTC. */
const ceregoTag = z.object({
  id: z.string(),
  typeId: z.string(),
  value: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CeregoTag = z.infer<typeof ceregoTag>;

/** A learner at Cerego with at most one tag per type. `memberId` is the partner's own number for them. */
const ceregoUser = z.object({
  id: z.string(),
  memberId: z.string().optional(),
  /** Belongs to a department: listed only to who asks for those too. */
  department: z.boolean().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  createdAt: z.string(),
  tags: z.array(ceregoTag),
});
export type CeregoUser = z.infer<typeof ceregoUser>;

/** A label in the catalogue of Capillary's organisation. */
const capillaryLabel = z.object({
  id: z.number(),
  name: z.string(),
  description: z.string(),
  active: z.boolean(),
});
export type CapillaryLabel = z.infer<typeof capillaryLabel>;

/** A customer at Capillary. `userId` holds the exact digits of an int64; a removed label stays as a deleted row. */
const capillaryCustomer = z.object({
  userId: z.string(),
  name: z.string().optional(),
  labels: z.array(z.object({ rowId: z.number(), labelId: z.number(), deleted: z.boolean() })),
});
export type CapillaryCustomer = z.infer<typeof capillaryCustomer>;

/** A key with its value at FRAGMENT. */
const fragmentTag = z.object({ key: z.string(), value: z.string() });
export type FragmentTag = z.infer<typeof fragmentTag>;

/** A billing user at FRAGMENT. */
const fragmentUser = z.object({ id: z.string(), externalId: z.string(), tags: z.array(fragmentTag) });
export type FragmentUser = z.infer<typeof fragmentUser>;

/** Every step by which a world's state may move; replaying them in order gives the same state again. */
export const entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('vero-user'), user: veroUser }),
  z.object({ kind: z.literal('vero-change'), change: veroChange }),
  z.object({ kind: z.literal('cerego-type'), type: ceregoType }),
  z.object({ kind: z.literal('cerego-user'), user: ceregoUser }),
  z.object({ kind: z.literal('capillary-label'), label: capillaryLabel }),
  z.object({ kind: z.literal('capillary-customer'), customer: capillaryCustomer }),
  z.object({ kind: z.literal('fragment-user'), user: fragmentUser }),
]);
export type Entry = z.infer<typeof entry>;

import { z } from 'zod';
import { isInt64 } from './capillary-json.ts';
import type { CapillaryCustomer, CeregoTag, CeregoUser, VeroUser } from './entries.ts';
import { nextUserId } from './fragment.ts';
import type { World } from './world.ts';
import { ControlError } from './worlds.ts';

const id = z.union([z.string().min(1), z.int()]).transform(String);
const int64Id = id.refine(isInt64, 'a Capillary userId is a positive int64');

/** `readState` gives this shape. */
export const seedSchema = z.strictObject({
  vero: z
    .array(
      z.strictObject({
        id,
        email: z.string().optional(),
        tags: z.array(z.string()).default([]),
        data: z.record(z.string(), z.unknown()).default({}),
        channels: z.array(z.record(z.string(), z.unknown())).default([]),
      }),
    )
    .default([]),
  cerego: z
    .strictObject({
      tagTypes: z.array(z.strictObject({ id, name: z.string() })).default([]),
      users: z
        .array(
          z.strictObject({
            id,
            memberId: z.string().optional(),
            department: z.boolean().optional(),
            name: z.string().optional(),
            email: z.string().optional(),
            tags: z.array(z.strictObject({ typeId: id, value: z.string() })).default([]),
          }),
        )
        .default([]),
    })
    .default({ tagTypes: [], users: [] }),
  capillary: z
    .strictObject({
      labels: z.array(z.string()).default([]),
      customers: z
        .array(
          z.strictObject({
            userId: int64Id,
            name: z.string().optional(),
            email: z.string().optional(),
            mobile: z.string().optional(),
            externalId: z.string().optional(),
            mergedInto: int64Id.optional(),
            deleted: z.boolean().optional(),
            labels: z.array(z.string()).default([]),
          }),
        )
        .default([]),
    })
    .default({ labels: [], customers: [] }),
  fragment: z
    .array(
      z.strictObject({
        id: z.string().min(1).optional(),
        externalId: z.string().min(1),
        tags: z.array(z.strictObject({ key: z.string(), value: z.string() })).default([]),
      }),
    )
    .default([]),
});
export type Seed = z.infer<typeof seedSchema>;

const goneIds = z.array(id).default([]);

/** Capillary's customers do not go: they are `deleted` or `mergedInto` another. */
export const editsSchema = seedSchema.extend({
  gone: z.strictObject({ vero: goneIds, cerego: goneIds, fragment: goneIds }).optional(),
});

/** As somebody else at the provider would: who is named is afterwards exactly so. @throws as `applySeed`. */
export function applyEdits(world: World, { gone, ...people }: z.infer<typeof editsSchema>): void {
  applySeed(world, people, true);
  for (const provider of ['vero', 'cerego', 'fragment'] as const) {
    for (const id of gone?.[provider] ?? []) world.commit({ kind: 'gone', provider, id });
  }
}

/**
 * Existing people keep their tags and get new ones, unless `replaces`; labels join the catalogue. @throws
 * ControlError 400 for an unknown Cerego type.
 */
export function applySeed(world: World, seed: Seed, replaces = false): void {
  const types = new Set([...world.state.cerego.types.keys(), ...seed.cerego.tagTypes.map(({ id }) => id)]);
  const unknown = seed.cerego.users.flatMap(({ tags }) => tags).find(({ typeId }) => !types.has(typeId));
  if (unknown)
    throw new ControlError(400, `Cerego has no tag type ${unknown.typeId}; add it under cerego.tagTypes`);
  for (const type of seed.cerego.tagTypes) world.commit({ kind: 'cerego-type', type });
  for (const user of seed.vero) seedVero(world, user, replaces);
  for (const user of seed.cerego.users) seedCerego(world, user, replaces);
  for (const name of seed.capillary.labels) labelId(world, name);
  for (const customer of seed.capillary.customers) seedCapillary(world, customer, replaces);
  for (const user of seed.fragment) seedFragment(world, user, replaces);
}

function seedVero(
  world: World,
  { id, email, tags, data, channels }: Seed['vero'][number],
  replaces: boolean,
): void {
  world.settle();
  const held = replaces ? undefined : world.state.vero.users.get(id);
  const known: VeroUser = held ?? { id, tags: [], data: {}, channels: [] };
  world.commit({
    kind: 'vero-user',
    user: {
      ...known,
      ...(email === undefined ? {} : { email }),
      tags: [...new Set([...known.tags, ...tags])],
      data: { ...known.data, ...data },
      channels: [...known.channels, ...channels],
    },
  });
}

function seedCerego(world: World, seeded: Seed['cerego']['users'][number], replaces: boolean): void {
  const { id, name, email, memberId, department, tags } = seeded;
  const at = world.timestamp();
  const before = world.state.cerego.users.get(id);
  const known: CeregoUser = (replaces ? undefined : before) ?? {
    id,
    createdAt: before?.createdAt ?? at,
    tags: [],
  };
  const byType = new Map<string, CeregoTag>(known.tags.map((tag) => [tag.typeId, tag]));
  for (const { typeId, value } of tags) {
    const held = before?.tags.find((tag) => tag.typeId === typeId);
    const tagId = held?.id ?? String(world.state.cerego.nextTagId++);
    byType.set(typeId, { id: tagId, typeId, value, createdAt: held?.createdAt ?? at, updatedAt: at });
  }
  world.commit({
    kind: 'cerego-user',
    user: {
      ...known,
      ...(memberId === undefined ? {} : { memberId }),
      ...(department === undefined ? {} : { department }),
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email }),
      tags: [...byType.values()],
    },
  });
}

/** Adds the label if missing. */
function labelId(world: World, name: string): number {
  const known = world.state.capillary.byName.get(name);
  if (known) return known.id;
  const label = { id: world.state.capillary.nextLabelId, name, description: '', active: true };
  world.commit({ kind: 'capillary-label', label });
  return label.id;
}

function seedCapillary(
  world: World,
  { userId, labels, ...details }: Seed['capillary']['customers'][number],
  replaces: boolean,
): void {
  const held = world.state.capillary.customers.get(userId);
  const known: CapillaryCustomer = (replaces ? undefined : held) ?? { userId, labels: [] };
  const removed = replaces ? (held?.labels ?? []).map((row) => ({ ...row, deleted: true })) : known.labels;
  const rows = new Map(removed.map((row) => [row.labelId, row]));
  for (const label of labels) {
    const id = labelId(world, label);
    const rowId = rows.get(id)?.rowId ?? world.state.capillary.nextRowId++;
    rows.set(id, { rowId, labelId: id, deleted: false });
  }
  const customer = { ...known, ...details, labels: [...rows.values()] };
  world.commit({ kind: 'capillary-customer', customer });
}

/** An edit may rename who is known by id. */
function seedFragment(
  world: World,
  { id, externalId, tags }: Seed['fragment'][number],
  replaces: boolean,
): void {
  const { users, byExternalId } = world.state.fragment;
  const named = replaces && id !== undefined ? users.get(id) : undefined;
  const known = named ?? byExternalId.get(externalId);
  const merged = new Map(
    [...(replaces ? [] : (known?.tags ?? [])), ...tags].map(({ key, value }) => [key, value]),
  );
  const user = {
    id: known?.id ?? id ?? nextUserId(world),
    externalId,
    tags: [...merged].map(([key, value]) => ({ key, value })),
  };
  world.commit({ kind: 'fragment-user', user });
}

import type { CapillaryCustomer, CeregoUser, VeroUser } from './entries.ts';
import type { ProviderName } from './faults.ts';
import type { World } from './world.ts';

/**
 * In the seed's shape, without calls that Vero has not applied yet. `id`: one identity; `provider`: one
 * provider.
 */
export function readState(
  world: World,
  provider?: ProviderName,
  id?: string,
): Partial<Record<ProviderName, unknown>> {
  world.settle();
  const readers: Record<ProviderName, () => unknown> = {
    vero: () => only(world.state.vero.users, id).map(veroView),
    cerego: () => ({
      tagTypes: [...world.state.cerego.types.values()],
      users: only(world.state.cerego.users, id).map(ceregoView),
    }),
    capillary: () => ({
      labels: [...world.state.capillary.labels.values()].map(({ name }) => name),
      customers: only(world.state.capillary.customers, id).map((customer) => capillaryView(world, customer)),
    }),
    fragment: () => {
      const named = id === undefined ? undefined : world.state.fragment.byExternalId.get(id);
      return named ? [named] : only(world.state.fragment.users, id);
    },
  };
  const wanted = Object.entries(readers).filter(([name]) => provider === undefined || name === provider);
  return Object.fromEntries(wanted.map(([name, read]) => [name, read()]));
}

function only<T>(records: Map<string, T>, id: string | undefined): T[] {
  if (id === undefined) return [...records.values()];
  const found = records.get(id);
  return found === undefined ? [] : [found];
}

function veroView({ id, email, tags, data, channels }: VeroUser): object {
  return {
    id,
    ...(email === undefined ? {} : { email }),
    tags,
    ...(Object.keys(data).length === 0 ? {} : { data }),
    ...(channels.length === 0 ? {} : { channels }),
  };
}

function ceregoView({ id, memberId, department, name, email, tags }: CeregoUser): object {
  return {
    id,
    ...(memberId === undefined ? {} : { memberId }),
    ...(department === undefined ? {} : { department }),
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    tags: tags.map(({ typeId, value }) => ({ typeId, value })),
  };
}

function capillaryView(
  { state }: World,
  { userId, name, email, mobile, externalId, mergedInto, deleted, labels }: CapillaryCustomer,
): object {
  return {
    userId,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(mobile === undefined ? {} : { mobile }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(mergedInto === undefined ? {} : { mergedInto }),
    ...(deleted ? { deleted } : {}),
    labels: labels
      .filter(({ deleted }) => !deleted)
      .map(({ labelId }) => state.capillary.labels.get(labelId)?.name ?? ''),
  };
}

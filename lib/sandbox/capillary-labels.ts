import { z } from 'zod';
import {
  capillaryError,
  codedError,
  customerNotFound,
  int64,
  isFormer,
  notice,
  userLabelsNotFound,
} from './capillary-json.ts';
import type { CapillaryLabel } from './entries.ts';
import { type Answer, answer, type ProviderRequest } from './provider.ts';
import { countCharacters } from './settings.ts';
import type { World } from './world.ts';

/** Also the till that rows are written by. */
export const organizationId = 100_737;
const tillId = 75_155_295;

/** By the world's rules on case and spaces. */
export function findLabel({ state, settings }: World, name: string): CapillaryLabel | undefined {
  const asked = settings.capillary.trimNames ? name.trim() : name;
  const exact = state.capillary.byName.get(asked);
  if (exact || settings.capillary.caseSensitive) return exact;
  return state.capillary.byFoldedName.get(asked.toLowerCase());
}

/** `GET /customers/{userId}/labels`: with deleted rows; without any, a warning and no `data`. */
export function labelsOfCustomer(world: World, userId: string): Answer {
  const customer = world.state.capillary.customers.get(userId);
  if (!customer || isFormer(customer))
    return customerNotFound(world.settings.capillary.errorStatus, customer);
  if (customer.labels.length === 0) return answer(200, { warnings: [userLabelsNotFound()], errors: [] });
  const data = customer.labels.map(({ rowId, labelId, deleted }) => ({
    id: rowId,
    orgId: organizationId,
    addedBy: tillId,
    labelId,
    userId: int64(userId),
    labelName: world.state.capillary.labels.get(labelId)?.name ?? '',
    deleted,
  }));
  return answer(200, { data, warnings: [], errors: [] });
}

export function listCatalogue(world: World): Answer {
  const data = [...world.state.capillary.labels.values()].map(({ id, name, description, active }) => ({
    id,
    orgId: organizationId,
    description,
    lastUpdatedBy: tillId,
    name,
    active,
  }));
  return answer(200, { data, warnings: [], errors: [] });
}

const catalogueBody = z.looseObject({
  orgLabels: z.array(z.looseObject({ name: z.string(), description: z.string().nullish() })),
});

/**
 * `POST /organization/labels`: names of 1 to 100 characters, descriptions up to 255, up to a maximum number.
 */
export function addToCatalogue(world: World, request: ProviderRequest): Answer {
  const parsed = catalogueBody.safeParse(request.json());
  if (!parsed.success) return capillaryError(400, 'orgLabels is required');
  const { orgLabels } = parsed.data;
  if (orgLabels.length === 0) return codedError(400, 33003, 'Org labels cannot be empty');
  const { maxLabels, existingLabel, characters } = world.settings.capillary;
  const isTooLong = ({ name, description }: (typeof orgLabels)[number]) =>
    name.trim() === '' ||
    countCharacters(name, characters) > 100 ||
    countCharacters(description ?? '', characters) > 255;
  if (orgLabels.some(isTooLong)) {
    return capillaryError(
      400,
      'A label needs a name of 1 to 100 and a description of at most 255 characters',
    );
  }
  const known = orgLabels.find(({ name }) => findLabel(world, name));
  if (known && existingLabel === 'error') return codedError(400, 33002, `${known.name} label already exists`);
  const isNew = new Set(orgLabels.map(({ name }) => name).filter((name) => !findLabel(world, name)));
  if (world.state.capillary.labels.size + isNew.size > maxLabels) {
    return capillaryError(400, 'Org max Label count exceed');
  }
  const warnings = [];
  for (const { name, description } of orgLabels) {
    if (findLabel(world, name)) {
      warnings.push(notice(33002, `${name} label already exists`));
      continue;
    }
    const id = world.state.capillary.nextLabelId;
    world.commit({
      kind: 'capillary-label',
      label: { id, name, description: description ?? '', active: true },
    });
  }
  return answer(200, { entity: organizationId, warnings }, isNew.size > 0);
}

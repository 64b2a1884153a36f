import { z } from 'zod';
import {
  capillaryError,
  customerNotFound,
  int64,
  isFormer,
  labelNotFound,
  userLabelsNotFound,
} from './capillary-json.ts';
import { findLabel } from './capillary-labels.ts';
import type { CapillaryCustomer, CapillaryLabel } from './entries.ts';
import { type Answer, answer, type ProviderRequest } from './provider.ts';
import { perSettings, type Settings } from './settings.ts';
import type { World } from './world.ts';

/** A blank name: refused, since the document requires it, or ignored, as its sample shows. */
const changeBody = perSettings((capillary: Settings['capillary']) => {
  const isBlank = (name: string) => name.trim() === '';
  const names = z
    .array(z.looseObject({ labelName: z.string() }))
    .nullish()
    .transform((items) => (items ?? []).map(({ labelName }) => labelName))
    .refine((all) => capillary.blankNames === 'pass-over' || !all.some(isBlank))
    .transform((all) => all.filter((name) => !isBlank(name)));
  return z
    .looseObject({ add: names, remove: names })
    .refine(
      ({ add, remove }) =>
        capillary.sameLabelInBoth === 'remove-wins' || !add.some((name) => remove.includes(name)),
    );
});

/**
 * `POST /customers/{userId}/changeLabels`. Known labels are applied beside warnings 33000 for unknown ones.
 * With nothing but absent labels to remove: 33001 without `entity`, unless set otherwise.
 */
export function changeLabels(world: World, userId: string, request: ProviderRequest): Answer {
  const parsed = changeBody(world.settings.capillary).safeParse(request.json());
  if (!parsed.success) return capillaryError(400, 'labelName is required');
  const customer = world.state.capillary.customers.get(userId);
  if (!customer || isFormer(customer))
    return customerNotFound(world.settings.capillary.errorStatus, customer);

  const removed = parsed.data.remove;
  const known = (names: string[]) => names.map((name) => findLabel(world, name)).filter(isLabel);
  const add = known(parsed.data.add);
  const remove = known(removed);
  const unknown = [...parsed.data.add, ...removed].filter((name) => !findLabel(world, name));

  const carried = new Set(customer.labels.filter(({ deleted }) => !deleted).map(({ labelId }) => labelId));
  const warnings = unknown.map(labelNotFound);
  const isFutile = add.length === 0 && remove.length > 0 && !remove.some(({ id }) => carried.has(id));
  if (isFutile && world.settings.capillary.futileRemoval === '33001')
    return answer(200, { warnings: [...warnings, userLabelsNotFound()], errors: [] });

  const changed = withLabels(world, customer, add, remove);
  if (changed !== customer) world.commit({ kind: 'capillary-customer', customer: changed });
  const isApplied = add.length + remove.length > 0;
  return answer(200, { entity: int64(userId), warnings }, isApplied);
}

function isLabel(label: CapillaryLabel | undefined): label is CapillaryLabel {
  return label !== undefined;
}

/** A removed label leaves a deleted row; adding it again revives it. */
function withLabels(
  world: World,
  customer: CapillaryCustomer,
  add: CapillaryLabel[],
  remove: CapillaryLabel[],
): CapillaryCustomer {
  const rows = new Map(customer.labels.map((row) => [row.labelId, row]));
  let isChanged = false;
  for (const { id } of add) {
    const row = rows.get(id);
    if (row && !row.deleted) continue;
    const rowId = row?.rowId ?? world.state.capillary.nextRowId++;
    rows.set(id, { rowId, labelId: id, deleted: false });
    isChanged = true;
  }
  for (const { id } of remove) {
    const row = rows.get(id);
    if (!row || row.deleted) continue;
    rows.set(id, { ...row, deleted: true });
    isChanged = true;
  }
  return isChanged ? { ...customer, labels: [...rows.values()] } : customer;
}

import type {
  CapillaryCustomer,
  CapillaryLabel,
  CeregoTag,
  CeregoType,
  CeregoUser,
  Entry,
  FragmentUser,
  VeroChange,
  VeroUser,
} from './entries.ts';

/** The truth of one world at all four providers, with the indexes that make every call cheap. */
export type State = {
  /** `pending` is in the order in which the changes fall due. */
  vero: { users: Map<string, VeroUser>; pending: VeroChange[] };
  cerego: {
    types: Map<string, CeregoType>;
    users: Map<string, CeregoUser>;
    /** In order of creation, for paging without walking the map. */
    order: string[];
    /** Ids of users by member id and by e-mail, as they are written. */
    byMemberId: Map<string, string>;
    byEmail: Map<string, string>;
    byFoldedEmail: Map<string, string>;
    tagOwner: Map<string, string>;
    nextUserId: number;
    nextTagId: number;
  };
  capillary: {
    labels: Map<number, CapillaryLabel>;
    byName: Map<string, CapillaryLabel>;
    byFoldedName: Map<string, CapillaryLabel>;
    customers: Map<string, CapillaryCustomer>;
    nextLabelId: number;
    nextRowId: number;
  };
  fragment: { users: Map<string, FragmentUser>; byExternalId: Map<string, FragmentUser>; nextUser: number };
};

/** Tag types that a new world knows, as if Cerego's staff had set them up when the account was opened. */
export const initialTypes: CeregoType[] = [
  { id: '3', name: 'Region' },
  { id: '5', name: 'Team' },
  { id: '7', name: 'Certification' },
  { id: '9', name: 'Cohort' },
  { id: '11', name: 'Manager level' },
];

/** A state with nobody in it; Cerego's tag types are there, because no call can make one. */
export function emptyState(types: readonly CeregoType[]): State {
  return {
    vero: { users: new Map(), pending: [] },
    cerego: {
      types: new Map(types.map((type) => [type.id, type])),
      users: new Map(),
      order: [],
      byMemberId: new Map(),
      byEmail: new Map(),
      byFoldedEmail: new Map(),
      tagOwner: new Map(),
      nextUserId: 1_185_304,
      nextTagId: 84_918,
    },
    capillary: {
      labels: new Map(),
      byName: new Map(),
      byFoldedName: new Map(),
      customers: new Map(),
      nextLabelId: 20_942,
      nextRowId: 33_558,
    },
    fragment: { users: new Map(), byExternalId: new Map(), nextUser: 1 },
  };
}

/** Puts one record into the state. Records replace an earlier one with the same id. */
export function applyEntry(state: State, step: Entry): void {
  switch (step.kind) {
    case 'vero-user':
      state.vero.users.set(step.user.id, step.user);
      return;
    case 'vero-change':
      queueVeroChange(state.vero.pending, step.change);
      return;
    case 'cerego-type':
      state.cerego.types.set(step.type.id, step.type);
      return;
    case 'cerego-user':
      putCeregoUser(state, step.user);
      return;
    case 'capillary-label':
      putCapillaryLabel(state, step.label);
      return;
    case 'capillary-customer':
      state.capillary.customers.set(step.customer.userId, step.customer);
      for (const { rowId } of step.customer.labels) {
        if (rowId >= state.capillary.nextRowId) state.capillary.nextRowId = rowId + 1;
      }
      return;
    case 'fragment-user':
      state.fragment.users.set(step.user.id, step.user);
      state.fragment.byExternalId.set(step.user.externalId, step.user);
      return;
  }
}

/** Keeps the queue in the order of `dueAt`; almost always the new change is the last one. */
function queueVeroChange(pending: VeroChange[], change: VeroChange): void {
  const after = pending.findLastIndex(({ dueAt }) => dueAt <= change.dueAt);
  pending.splice(after + 1, 0, change);
}

function putCeregoUser({ cerego }: State, user: CeregoUser): void {
  if (!cerego.users.has(user.id)) cerego.order.push(user.id);
  cerego.users.set(user.id, user);
  if (user.memberId !== undefined) cerego.byMemberId.set(user.memberId, user.id);
  if (user.email !== undefined) {
    cerego.byEmail.set(user.email, user.id);
    cerego.byFoldedEmail.set(user.email.toLowerCase(), user.id);
  }
  cerego.nextUserId = Math.max(cerego.nextUserId, nextAfter(user.id));
  for (const tag of user.tags) {
    cerego.tagOwner.set(tag.id, user.id);
    cerego.nextTagId = Math.max(cerego.nextTagId, nextAfter(tag.id));
  }
}

/** Ids that are not plain small numbers (a seed may hold any text) do not move the counter. */
function nextAfter(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) + 1 : 0;
}

function putCapillaryLabel({ capillary }: State, label: CapillaryLabel): void {
  capillary.labels.set(label.id, label);
  capillary.byName.set(label.name, label);
  // The first of two names that differ only in case wins where case does not count.
  const folded = label.name.toLowerCase();
  if (!capillary.byFoldedName.has(folded)) capillary.byFoldedName.set(folded, label);
  capillary.nextLabelId = Math.max(capillary.nextLabelId, label.id + 1);
}

/** The tag with this id and its owner, or undefined. */
export function findCeregoTag(state: State, tagId: string): { user: CeregoUser; tag: CeregoTag } | undefined {
  const user = state.cerego.users.get(state.cerego.tagOwner.get(tagId) ?? '');
  const tag = user?.tags.find(({ id }) => id === tagId);
  return user && tag ? { user, tag } : undefined;
}

/** Every record of the state, in an order that `applyEntry` can take back. */
export function* entriesOf(state: State): Generator<Entry> {
  for (const user of state.vero.users.values()) yield { kind: 'vero-user', user };
  for (const change of state.vero.pending) yield { kind: 'vero-change', change };
  for (const type of state.cerego.types.values()) yield { kind: 'cerego-type', type };
  for (const user of state.cerego.users.values()) yield { kind: 'cerego-user', user };
  for (const label of state.capillary.labels.values()) yield { kind: 'capillary-label', label };
  for (const customer of state.capillary.customers.values()) yield { kind: 'capillary-customer', customer };
  for (const user of state.fragment.users.values()) yield { kind: 'fragment-user', user };
}

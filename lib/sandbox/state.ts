import type {
  CapillaryCustomer,
  CapillaryLabel,
  CeregoTag,
  CeregoType,
  CeregoUser,
  Entry,
  FragmentUser,
  Gone,
  VeroChange,
  VeroUser,
} from './entries.ts';

export type State = {
  /** `pending`: by due time. */
  vero: { users: Map<string, VeroUser>; pending: VeroChange[] };
  cerego: {
    types: Map<string, CeregoType>;
    users: Map<string, CeregoUser>;
    /** For paging. */
    order: string[];
    /** As written. */
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

/** As set up by Cerego's staff when the account was opened. */
export const initialTypes: CeregoType[] = [
  { id: '3', name: 'Region' },
  { id: '5', name: 'Team' },
  { id: '7', name: 'Certification' },
  { id: '9', name: 'Cohort' },
  { id: '11', name: 'Manager level' },
];

/** With Cerego's types, since no call can make one. */
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

/** Replaces a record with the same id. */
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
      dropReference(state, step.user.id);
      state.fragment.users.set(step.user.id, step.user);
      state.fragment.byExternalId.set(step.user.externalId, step.user);
      return;
    case 'gone':
      remove(state, step);
      return;
  }
}

function remove(state: State, { provider, id }: Gone): void {
  if (provider === 'fragment') dropReference(state, id);
  if (provider === 'cerego') {
    dropIndexes(state, id);
    state.cerego.order = state.cerego.order.filter((other) => other !== id);
  }
  state[provider].users.delete(id);
}

/** Edits may rename. */
function dropReference({ fragment }: State, id: string): void {
  const externalId = fragment.users.get(id)?.externalId ?? '';
  if (fragment.byExternalId.get(externalId)?.id === id) fragment.byExternalId.delete(externalId);
}

/** By `dueAt`; the new change is nearly always the last. */
function queueVeroChange(pending: VeroChange[], change: VeroChange): void {
  const after = pending.findLastIndex(({ dueAt }) => dueAt <= change.dueAt);
  pending.splice(after + 1, 0, change);
}

function putCeregoUser({ cerego }: State, user: CeregoUser): void {
  dropIndexes({ cerego }, user.id);
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

function dropIndexes({ cerego }: Pick<State, 'cerego'>, id: string): void {
  const { memberId = '', email = '', tags = [] } = cerego.users.get(id) ?? {};
  const drop = (index: Map<string, string>, key: string) => {
    if (index.get(key) === id) index.delete(key);
  };
  drop(cerego.byMemberId, memberId);
  drop(cerego.byEmail, email);
  drop(cerego.byFoldedEmail, email.toLowerCase());
  for (const tag of tags) drop(cerego.tagOwner, tag.id);
}

/** Other ids (a seed may hold any text) do not move the counter. */
function nextAfter(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) + 1 : 0;
}

function putCapillaryLabel({ capillary }: State, label: CapillaryLabel): void {
  capillary.labels.set(label.id, label);
  capillary.byName.set(label.name, label);
  // Where case does not count, the first of two names wins.
  const folded = label.name.toLowerCase();
  if (!capillary.byFoldedName.has(folded)) capillary.byFoldedName.set(folded, label);
  capillary.nextLabelId = Math.max(capillary.nextLabelId, label.id + 1);
}

export function findCeregoTag(state: State, tagId: string): { user: CeregoUser; tag: CeregoTag } | undefined {
  const user = state.cerego.users.get(state.cerego.tagOwner.get(tagId) ?? '');
  const tag = user?.tags.find(({ id }) => id === tagId);
  return user && tag ? { user, tag } : undefined;
}

/** In an order for `applyEntry`. */
export function* entriesOf(state: State): Generator<Entry> {
  for (const user of state.vero.users.values()) yield { kind: 'vero-user', user };
  for (const change of state.vero.pending) yield { kind: 'vero-change', change };
  for (const type of state.cerego.types.values()) yield { kind: 'cerego-type', type };
  for (const user of state.cerego.users.values()) yield { kind: 'cerego-user', user };
  for (const label of state.capillary.labels.values()) yield { kind: 'capillary-label', label };
  for (const customer of state.capillary.customers.values()) yield { kind: 'capillary-customer', customer };
  for (const user of state.fragment.users.values()) yield { kind: 'fragment-user', user };
}

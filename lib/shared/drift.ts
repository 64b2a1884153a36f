/** What a provider shows otherwise than Tagdesk expected. Browser-safe. Times are ISO 8601. */
import * as z from 'zod/mini';
import './input-messages.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';

/** gone: ours is no longer there. found: theirs is not ours. other: the value differs. */
export const driftDirections = ['gone', 'found', 'other'] as const;
export type DriftDirection = (typeof driftDirections)[number];

/** overtaken: a later change or reading made the difference void. */
export type DriftState = 'open' | 'accepted' | 'put-back' | 'ignored' | 'overtaken';

/** What is listed. */
export const driftLists = ['open', 'accepted', 'put-back', 'ignored'] as const;
export type DriftList = (typeof driftLists)[number];

/** accept: theirs counts at once, and is listed. ask: it stays open. put-back: ours is sent again. */
export const driftRules = ['accept', 'ask', 'put-back'] as const;
export type DriftRule = (typeof driftRules)[number];

/** The difference itself. Of a label `ours` and `theirs` are null. */
export type DriftPair = {
  provider: ProviderId;
  key: string;
  direction: DriftDirection;
  ours: string | null;
  theirs: string | null;
};

/** Whose change made ours so; `by` null: nobody's here. */
export type DriftGiver = { by: string | null; at: string | null; run: number | null };

/** `isStopped`: put back three times in a day, and changed again each time. `returned`: earlier put-backs. */
export type Drift = DriftPair & {
  id: number;
  oursProof: 'confirmed' | 'accepted' | 'imported' | 'unknown' | null;
  given: DriftGiver;
  firstSeen: string;
  lastSeen: string;
  timesSeen: number;
  isStopped: boolean;
  foundIn: number;
};

export type DriftUser = { userId: number; title: string; email: string };

export type DriftRow = Drift &
  DriftUser & {
    state: DriftState;
    decidedBy: string | null;
    decidedAt: string | null;
    /** The latest earlier put-back of the same difference. */
    putBackAt: string | null;
  };

export type DriftGroup = DriftPair & {
  count: number;
  sample: DriftUser;
  given: DriftGiver;
  since: string;
  isStopped: boolean;
  rule: DriftRule | null;
};

/** `more`: groups beyond those. */
export type DriftGroups = {
  groups: DriftGroup[];
  more: number;
  counts: Record<DriftList, number>;
  byProvider: Record<ProviderId, number>;
  users: number;
  /** By provider, for tags without a rule of their own. Absent: as by default. */
  rules: Partial<Record<ProviderId, DriftRule>>;
};

/** null: the provider cannot do it. */
export function putBackOf({ provider, key, direction, ours }: DriftPair): Operation | null {
  const verb = direction === 'found' ? 'remove' : direction === 'gone' ? 'add' : 'update';
  if (!capabilitiesOf(provider).verbs.includes(verb)) return null;
  return { verb, key, value: verb === 'remove' ? null : ours };
}

/** `changes`: users there. `cannot`: differences that the provider has no verb for. */
export type PutBackCost = {
  provider: ProviderId;
  changes: number;
  calls: number;
  cannot: number;
  perSecond: number;
  /** At the rate limit. */
  expectedMs: number;
};

const text = z.nullable(z.string());
const pairRule = z.object({
  provider: z.enum(providerIds),
  key: z.string(),
  direction: z.enum(driftDirections),
  ours: text,
  theirs: text,
});

/** More at once: by the group. */
export const maxPickedDrifts = 500;

/** `ids`: single rows. `groups`: all that is open in them. */
const pickedRule = {
  ids: z._default(z.array(z.int().check(z.positive())).check(z.maxLength(maxPickedDrifts)), []),
  groups: z._default(z.array(pairRule).check(z.maxLength(200)), []),
};

const isSome = z.refine<{ ids: unknown[]; groups: unknown[] }>(
  ({ ids, groups }) => ids.length + groups.length > 0,
  'Pick what is to be decided.',
);

export const acceptDriftInput = z.object(pickedRule).check(isSome);
export const putBackDriftInput = z
  .object({ ...pickedRule, confirmCount: z._default(z.nullable(z.int()), null) })
  .check(isSome);

/** `rule` null: as by default. `key` empty: every tag of the provider without a rule of its own. */
export const setDriftPolicyInput = z.object({
  provider: z.enum(providerIds),
  key: z._default(z.string(), ''),
  rule: z.nullable(z.enum(driftRules)),
});

export const listDriftInput = z.object({
  state: z._default(z.enum(driftLists), 'open'),
  provider: z._default(z.union([z.enum(providerIds), z.literal('')]), ''),
  text: z._default(z.string().check(z.maxLength(200)), ''),
});
export type ListDriftInput = z.infer<typeof listDriftInput>;

/** `after`: the last row's id. */
export const listDriftRowsInput = z.object({
  state: z._default(z.enum(driftLists), 'open'),
  ...pairRule.shape,
  after: z._default(z.coerce.number().check(z.int(), z.gte(0)), 0),
});

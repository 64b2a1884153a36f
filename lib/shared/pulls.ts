/** Reading whom a provider lists. Browser-safe. Times are ISO 8601, durations ms. */
import * as z from 'zod/mini';
import './input-messages.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { providerRule } from '#lib/shared/users.ts';

export type PullKind = 'first' | 'scheduled' | 'by-hand';
/** `stopped`: by itself, with a reason; a member resumes or cancels it. */
export type PullState = 'running' | 'paused' | 'stopped' | 'done' | 'cancelled';
/** The whole list is read before anything of it is written; `names`: of those who are new, one by one. */
export type PullStep = 'read' | 'names' | 'write';

/** Percent of the rate limit that reading takes unless a schedule says otherwise. */
export const usualLimitShare = 30;

/** `created`: people who were not known there; `held`: left as they are, for a change of our own. */
export type PullCounts = {
  read: number;
  created: number;
  changed: number;
  gone: number;
  held: number;
  cases: number;
  bad: number;
};

export type Pull = PullCounts & {
  id: number;
  provider: ProviderId;
  kind: PullKind;
  state: PullState;
  step: PullStep;
  actor: string;
  /** Why it stopped. */
  reason: string | null;
  /** It may go on where a member wants it so. */
  asks: boolean;
  badReasons: string[];
  /** 0 to 1; null: not known. */
  share: number | null;
  /** Whose names are asked for one by one, in that step; `told`: so far. */
  names: { told: number; of: number } | null;
  /** Of the present step; null: not known. */
  leftMs: number | null;
  createdAt: string;
  endedAt: string | null;
};

export type PullSchedule = {
  everyHours: number;
  quietFrom: number | null;
  quietUntil: number | null;
  limitShare: number;
};

/** `people`: identities there that are not gone. `pulledAt`: end of the latest whole pull. `open`: the present one. */
export type ProviderPulls = {
  people: number;
  pulledAt: string | null;
  open: Pull | null;
  /** The latest five that ended. */
  ended: Pull[];
  schedule: PullSchedule | null;
  nextAt: string | null;
};

export type LookSample = {
  name: string;
  externalId: string;
  becomes: 'same id' | 'same e-mail' | 'new' | 'several fit';
};

/** `isWhole`: false where only a part was read in time. `total`: by the provider's word. */
export type PullLook = {
  provider: ProviderId;
  read: number;
  total: number | null;
  isWhole: boolean;
  sameId: number;
  sameEmail: number;
  created: number;
  cases: number;
  bad: number;
  /** How long a pull takes at the present rate; null: not known. */
  takesMs: number | null;
  samples: LookSample[];
};

export const pullInput = z.object({ provider: providerRule });

const hour = z.number().check(z.int(), z.minimum(0), z.maximum(23));

/** `everyHours` null: no schedule. */
export const schedulePullInput = z
  .object({
    provider: providerRule,
    everyHours: z.nullable(z.number().check(z.int(), z.minimum(1), z.maximum(720))),
    quietFrom: z.nullable(hour),
    quietUntil: z.nullable(hour),
    limitShare: z.number().check(z.int(), z.minimum(1), z.maximum(100)),
  })
  .check(
    z.refine(
      ({ quietFrom, quietUntil }) =>
        (quietFrom === null) === (quietUntil === null) && (quietFrom === null || quietFrom !== quietUntil),
      {
        path: ['quietUntil'],
        error: 'Give both ends of the quiet hours, and not the same.',
      },
    ),
  );

/** “3000 read, 3000 new, 0 changed, 0 gone”, and what else there is. */
export function formatPullCounts({ read, created, changed, gone, held, cases, bad }: PullCounts): string {
  const more: [number, string][] = [
    [held, 'left for changes of our own'],
    [cases, 'to decide'],
    [bad, 'bad'],
  ];
  const told = more.filter(([count]) => count > 0).map(([count, what]) => `, ${count} ${what}`);
  return `${read} read, ${created} new, ${changed} changed, ${gone} gone${told.join('')}`;
}

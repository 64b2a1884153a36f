/** What can be done with the sandbox's imitated providers. Browser-safe. */
import * as z from 'zod/mini';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { RunStatus } from '#lib/shared/runs.ts';
import { providerRule } from '#lib/shared/users.ts';

export const faultKinds = ['refuse', 'lose', 'silence', 'outage', 'rate-limit'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** `says`: after the provider's name. */
export const faultWords: Record<FaultKind, { says: string; means: string }> = {
  refuse: { says: 'refuses the next change', means: 'A definite no, in its own words.' },
  lose: {
    says: 'loses its next answer',
    means: 'It carries the change out, then the connection breaks.',
  },
  silence: { says: 'does not answer the next change', means: 'Until Tagdesk stops waiting.' },
  outage: { says: 'is down for two minutes', means: 'Every call gets “503”.' },
  'rate-limit': {
    says: 'asks to slow down',
    means: 'It answers the next change with “429”, for twenty seconds.',
  },
};

const maxFaultTimes = 20;

/** `times`: calls that are hit. `outageSeconds`: from the first call of an outage on; null: two minutes from now. */
export const causeFaultInput = z.object({
  provider: providerRule,
  kind: z.enum(faultKinds),
  times: z._default(z.int().check(z.gte(1), z.lte(maxFaultTimes)), 1),
  outageSeconds: z._default(z.nullable(z.int().check(z.gte(1), z.lte(120))), null),
});

/** `since`: when the tour began, ISO 8601. */
export const readSandboxInput = z.object({ since: z.optional(z.iso.datetime({ offset: true })) });

/** `left` null: until `leftMs` is over, which begins with a call where it is null, too. */
export type ActiveFault = {
  id: string;
  provider: ProviderId;
  kind: FaultKind | null;
  left: number | null;
  leftMs: number | null;
};

/** What the member's own changes since the beginning have truly shown. `run`: their latest, that is no undo. */
export type TourProgress = {
  refusal: boolean;
  unknown: boolean;
  undo: boolean;
  run: { id: number; status: RunStatus; outage: boolean; held: ProviderId[]; causes: number } | null;
};

export type SandboxState = { now: string; faults: ActiveFault[]; tour: TourProgress };

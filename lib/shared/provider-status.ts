/** What the Providers page shows of each provider. Browser-safe. Times are ISO 8601, durations milliseconds. */
import * as z from 'zod/mini';
import './input-messages.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { providerRule } from '#lib/shared/users.ts';

export const callOutcomes = ['confirmed', 'accepted', 'refused', 'failed', 'unknown'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** A change that did not go through, with the provider's code and words where it gave any. */
export type RecentError = {
  changeId: number;
  userId: number;
  externalId: string;
  at: string;
  outcome: CallOutcome;
  code: string | null;
  message: string | null;
};

export type ProviderStatus = {
  id: ProviderId;
  connected: boolean;
  /** Names of the variables that would connect it; empty when it is connected. */
  missing: string[];
  /** Whether tags can be read back, with these settings. */
  canRead: boolean;
  pace: { perSecond: number; concurrent: number; timeoutMs: number };
  /** Of the last 24 hours. Times are null without a call. `errorRate`: failed and unknown, of all, 0 to 1. */
  lastDay: {
    calls: number;
    outcomes: Record<CallOutcome, number>;
    errorRate: number | null;
    medianMs: number | null;
    p95Ms: number | null;
  };
  /** Changes that wait for their turn, or for the provider to take calls again. */
  waiting: number;
  /** The latest five, of whatever age. */
  troubles: RecentError[];
};

export const checkProviderInput = z.object({ provider: providerRule });

/** `message`: the provider's words, or that it answered. */
export type ProviderCheck = { ok: boolean; message: string };

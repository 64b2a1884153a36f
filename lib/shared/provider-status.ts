/** Browser-safe. Times are ISO 8601, durations ms. */
import * as z from 'zod/mini';
import './input-messages.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { providerRule } from '#lib/shared/users.ts';

export const callOutcomes = ['confirmed', 'accepted', 'refused', 'failed', 'unknown'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** With the provider's code and words, if any. */
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
  /** Missing variables; empty when connected. */
  missing: string[];
  /** The latest call or check, of any age. `ok`: the provider answered, a refusal included; null: none yet. */
  lastCall: { at: string; ok: boolean } | null;
  /** With these settings. */
  canRead: boolean;
  pace: { perSecond: number; concurrent: number; timeoutMs: number };
  /** Of 24 hours. Times are null without a call. `errorRate`: failed and unknown, 0 to 1. */
  lastDay: {
    calls: number;
    outcomes: Record<CallOutcome, number>;
    errorRate: number | null;
    medianMs: number | null;
    p95Ms: number | null;
  };
  waiting: number;
  /** The latest five, of any age. */
  troubles: RecentError[];
};

export const checkProviderInput = z.object({ provider: providerRule });

export type ProviderCheck = { ok: boolean; message: string };

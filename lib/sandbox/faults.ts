import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** As in paths and the control API. */
export const providerNames = ['vero', 'cerego', 'capillary', 'fragment'] as const;
export type ProviderName = (typeof providerNames)[number];

const faultKinds = [
  'status',
  'rate-limit',
  'timeout',
  'reset-before',
  'reset-after',
  'html',
  'truncated-json',
  'empty',
  'unauthorized',
  'slow',
  'large',
  'drip',
  'endless',
  'late',
  'other-user',
  'no-apply',
  'duplicate',
] as const;

export const faultSchema = z
  .strictObject({
    provider: z.enum(providerNames),
    kind: z.enum(faultKinds),
    match: z
      .strictObject({
        method: z.string().optional(),
        /** A part of it. */
        path: z.string().optional(),
        /** An identity's id. */
        user: z.string().optional(),
        /** A part of it, as sent. */
        body: z.string().optional(),
      })
      .default({}),
    /** Calls that it hits; null: all. */
    times: z.int().positive().nullable().default(1),
    /** Ends it by itself, by the machine's clock: so long from now, or after the first call that it hits. */
    forMs: z.number().positive().optional(),
    from: z.enum(['now', 'first-call']).default('now'),
    probability: z.number().min(0).max(1).default(1),
    status: z.int().min(200).max(599).optional(),
    /** Seconds or literal text. */
    retryAfter: z.union([z.number().min(0), z.string()]).optional(),
    retryAfterForm: z.enum(['seconds', 'http-date']).default('seconds'),
    delayMs: z.number().min(0).optional(),
    /** MiB, of a `large` answer. */
    megabytes: z.number().positive().max(1_024).optional(),
    body: z.string().optional(),
    /** Whether a write is applied; each kind has a default. */
    applied: z.boolean().optional(),
  })
  .refine(
    ({ provider, kind }) => provider === 'vero' || (kind !== 'no-apply' && kind !== 'duplicate'),
    'no-apply and duplicate exist at vero only',
  );
export type Fault = z.infer<typeof faultSchema>;

/** `identities`: called only for faults with a user. */
export type FaultTarget = {
  provider: ProviderName;
  method: string;
  path: string;
  body: string;
  /** Fetches a token: hit only by faults whose `match.path` matches. */
  isTokenCall: boolean;
  identities: () => readonly string[];
};

/** Taking and counting down is one step, so `times` is exact. */
export class FaultList {
  #faults: Array<{ id: string; fault: Fault; left: number | null; endsAt: number | null }> = [];
  #randomState = 20_261_121;

  /** Earlier ones are tried first. Gives its id. */
  add(fault: Fault): string {
    const id = randomUUID();
    const endsAt = fault.from === 'now' ? endOf(fault) : null;
    this.#faults.push({ id, fault, left: fault.times, endsAt });
    return id;
  }

  list(): object[] {
    this.#endOld();
    return this.#faults.map(({ id, fault, left, endsAt }) => ({
      ...fault,
      ...{ id, left },
      ...(endsAt === null ? {} : { leftMs: endsAt - Date.now() }),
    }));
  }

  #endOld(): void {
    const now = Date.now();
    if (this.#faults.some(({ endsAt }) => endsAt !== null && endsAt <= now))
      this.#faults = this.#faults.filter(({ endsAt }) => endsAt === null || endsAt > now);
  }

  /** Without `id` all. Gives whether there was one. */
  clear(id?: string): boolean {
    const before = this.#faults.length;
    this.#faults = id === undefined ? [] : this.#faults.filter((held) => held.id !== id);
    return this.#faults.length < before;
  }

  /** Counts it down. */
  take(target: FaultTarget): Fault | undefined {
    this.#endOld();
    for (const held of this.#faults) {
      if (!hits(held.fault, target)) continue;
      if (held.fault.probability < 1 && this.#random() >= held.fault.probability) continue;
      held.endsAt ??= endOf(held.fault);
      if (held.left !== null) {
        held.left -= 1;
        if (held.left === 0) this.#faults = this.#faults.filter((other) => other !== held);
      }
      return held.fault;
    }
    return undefined;
  }

  /** Repeatable, in [0, 1). */
  #random(): number {
    this.#randomState = (this.#randomState * 48_271) % 2_147_483_647;
    return this.#randomState / 2_147_483_647;
  }
}

function endOf({ forMs }: Fault): number | null {
  return forMs === undefined ? null : Date.now() + forMs;
}

function hits({ provider, match }: Fault, target: FaultTarget): boolean {
  if (provider !== target.provider) return false;
  if (target.isTokenCall && match.path === undefined) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== target.method) return false;
  if (match.path !== undefined && !target.path.includes(match.path)) return false;
  if (match.body !== undefined && !target.body.includes(match.body)) return false;
  return match.user === undefined || target.identities().includes(match.user);
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** The four imitated providers, as paths and the control API name them. */
export const providerNames = ['vero', 'cerego', 'capillary', 'fragment'] as const;
export type ProviderName = (typeof providerNames)[number];

/** What can go wrong on demand. */
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

/** A fault as the control API takes it. */
export const faultSchema = z
  .strictObject({
    provider: z.enum(providerNames),
    kind: z.enum(faultKinds),
    match: z
      .strictObject({
        method: z.string().optional(),
        /** Part of the path. */
        path: z.string().optional(),
        /** An identity's id at this provider. */
        user: z.string().optional(),
        /** Part of the body as it was sent. */
        body: z.string().optional(),
      })
      .default({}),
    /** How many calls it hits; null for all of them. */
    times: z.int().positive().nullable().default(1),
    probability: z.number().min(0).max(1).default(1),
    status: z.int().min(200).max(599).optional(),
    /** Seconds, or the literal text of the header. */
    retryAfter: z.union([z.number().min(0), z.string()]).optional(),
    /** How a number in `retryAfter` is written into the header. */
    retryAfterForm: z.enum(['seconds', 'http-date']).default('seconds'),
    delayMs: z.number().min(0).optional(),
    /** Length of a `large` answer, in MiB. */
    megabytes: z.number().positive().max(1_024).optional(),
    body: z.string().optional(),
    /** Whether a write takes effect although its answer is spoilt; each kind has its usual case. */
    applied: z.boolean().optional(),
  })
  .refine(
    ({ provider, kind }) => provider === 'vero' || (kind !== 'no-apply' && kind !== 'duplicate'),
    'no-apply and duplicate exist at vero only',
  );
export type Fault = z.infer<typeof faultSchema>;

/** What a fault is compared with; `identities` is asked only when a fault names a user. */
export type FaultTarget = {
  provider: ProviderName;
  method: string;
  path: string;
  body: string;
  /** True for a call that only fetches a token: hit only by faults whose `match.path` is part of its path. */
  isTokenCall: boolean;
  identities: () => readonly string[];
};

/** The faults of one world. Taking one and counting it down is a single step, so `times` is exact. */
export class FaultList {
  #faults: Array<{ id: string; fault: Fault; left: number | null }> = [];
  #randomState = 20_261_121;

  /** Adds a fault; earlier ones are tried first. Gives its id. */
  add(fault: Fault): string {
    const id = randomUUID();
    this.#faults.push({ id, fault, left: fault.times });
    return id;
  }

  /** The faults still in force, with the calls each may still hit. */
  list(): object[] {
    return this.#faults.map(({ id, fault, left }) => ({ ...fault, id, left }));
  }

  /** Removes one fault, or all without an id. Gives whether there was one. */
  clear(id?: string): boolean {
    const before = this.#faults.length;
    this.#faults = id === undefined ? [] : this.#faults.filter((held) => held.id !== id);
    return this.#faults.length < before;
  }

  /** The fault that hits this call, counted down; or undefined. */
  take(target: FaultTarget): Fault | undefined {
    for (const held of this.#faults) {
      if (!hits(held.fault, target)) continue;
      if (held.fault.probability < 1 && this.#random() >= held.fault.probability) continue;
      if (held.left !== null) {
        held.left -= 1;
        if (held.left === 0) this.#faults = this.#faults.filter((other) => other !== held);
      }
      return held.fault;
    }
    return undefined;
  }

  /** A repeatable sequence in [0, 1): the same faults over the same calls hit the same ones. */
  #random(): number {
    this.#randomState = (this.#randomState * 48_271) % 2_147_483_647;
    return this.#randomState / 2_147_483_647;
  }
}

function hits({ provider, match }: Fault, target: FaultTarget): boolean {
  if (provider !== target.provider) return false;
  if (target.isTokenCall && match.path === undefined) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== target.method) return false;
  if (match.path !== undefined && !target.path.includes(match.path)) return false;
  if (match.body !== undefined && !target.body.includes(match.body)) return false;
  return match.user === undefined || target.identities().includes(match.user);
}

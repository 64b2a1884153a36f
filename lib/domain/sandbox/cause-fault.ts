/** Faults of the imitated providers, for whoever learns how Tagdesk meets them. They hit everybody's calls. */
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { causeFaultInput, type FaultKind, faultWords } from '#lib/shared/sandbox.ts';
import { callSandbox, ownSandbox, requireSandbox } from './call-sandbox.ts';

const outageMs = 120_000;

/** Calls that change tags: a reading in between must not use a fault up. */
const changes: Record<ProviderId, { method?: string; path?: string }> = {
  vero: { path: '/users/tags/edit' },
  cerego: { path: '/partner_user_tag' },
  capillary: { path: '/changeLabels' },
  fragment: { method: 'PATCH' },
};

/** As the sandbox takes them. */
const faults: Record<FaultKind, object> = {
  refuse: { kind: 'status', status: 400 },
  lose: { kind: 'reset-after' },
  silence: { kind: 'timeout' },
  outage: { kind: 'status', status: 503 },
  'rate-limit': { kind: 'rate-limit', retryAfter: 20 },
};

/** Throws AppError `forbidden`, `not-found` (no sandbox), `invalid`. */
export async function causeFault(context: Context, input: unknown, sandbox = ownSandbox()): Promise<null> {
  requirePermission(context, 'sandbox:cause-faults');
  const url = requireSandbox(sandbox);
  const { provider, kind, times, outageSeconds } = parseInput(causeFaultInput, input);
  const lasts = kind === 'outage' ? lastingOf(outageSeconds) : { times };
  const match = kind === 'outage' ? {} : changes[provider];
  await callSandbox(url, 'POST', 'faults', { provider, ...faults[kind], match, ...lasts });
  const said = outageSeconds === null ? faultWords[kind].says : `will be down for ${outageSeconds} seconds`;
  await note(context, 'sandbox.fault-caused', {
    subject: provider,
    detail: { fault: times === 1 ? said : `${said}, ${times} times` },
  });
  return null;
}

function lastingOf(seconds: number | null) {
  if (seconds === null) return { times: null, forMs: outageMs };
  return { times: null, forMs: seconds * 1_000, from: 'first-call' };
}

/** Throws AppError `forbidden`, `not-found` (no sandbox). */
export async function endFaults(context: Context, _input: unknown, sandbox = ownSandbox()): Promise<null> {
  requirePermission(context, 'sandbox:cause-faults');
  await callSandbox(requireSandbox(sandbox), 'DELETE', 'faults');
  await note(context, 'sandbox.faults-ended');
  return null;
}

/**
 * The providers get their first people and tags again, and lose all faults. Users, history and runs of Tagdesk
 * stay: what was changed shows as a difference. Throws AppError `forbidden`, `not-found` (no sandbox).
 */
export async function resetSandbox(context: Context, _input: unknown, sandbox = ownSandbox()): Promise<null> {
  requirePermission(context, 'sandbox:reset');
  await callSandbox(requireSandbox(sandbox), 'POST', 'restart');
  await note(context, 'sandbox.reset');
  return null;
}

type Noted = Pick<Parameters<typeof recordEvent>[1], 'kind' | 'subject' | 'detail'>;

function note({ database, actor }: Context, kind: Noted['kind'], more: Omit<Noted, 'kind'> = {}) {
  return recordEvent(database, { kind, memberId: actor.memberId, actor: actor.name, ...more });
}

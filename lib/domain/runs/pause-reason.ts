import type { providerLeases, RunProviderState } from '#lib/platform/db/schema/runs.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { PauseReason, RunStop } from '#lib/shared/runs.ts';

export type LeaseRow = typeof providerLeases.$inferSelect;

type Facts = {
  provider: ProviderId;
  state: RunProviderState;
  pausedBy: string | null;
  pausedAt: Date | null;
  stop: RunStop | null;
  lease: LeaseRow | null;
  connected: boolean;
  now: Date;
};

/** null: it is moving, or has nothing to do. */
export function pauseReasonOf({
  provider,
  state,
  pausedBy,
  pausedAt,
  stop,
  lease,
  connected,
  now,
}: Facts): PauseReason | null {
  const { label } = capabilitiesOf(provider);
  const reason = (
    kind: PauseReason['kind'],
    message: string,
    since: Date | null = null,
    until: Date | null = null,
  ) => ({
    kind,
    message,
    since: since?.toISOString() ?? null,
    until: until?.toISOString() ?? null,
  });
  if (state === 'paused' && stop) return reason('refusals', formatStop(stop), pausedAt);
  if (state === 'paused') return reason('member', `Paused by ${pausedBy ?? 'a member'}.`, pausedAt);
  if (state !== 'waiting' && state !== 'running') return null;
  if (!connected) return reason('not-connected', `${label} is not connected: its changes wait until it is.`);
  if (!lease?.owner || !lease.leaseUntil || lease.leaseUntil < now)
    return reason('no-worker', 'No worker is running: changes wait until one does.');
  // The provider's words may lack a full stop.
  const words = lease.reason ? `${lease.reason.replace(/[.!?]?$/, (end) => end || '.')} ` : '';
  if (lease.state === 'blocked') {
    const advice = `${label} refused the credentials, or they lack a permission. Nothing more is sent: fix them on the Providers page, then resume.`;
    return reason('credentials', `${words}${advice}`, lease.since);
  }
  if (lease.state === 'open') {
    const advice = `${label} does not answer as it should. Its changes wait, none is lost; one is sent as a test.`;
    return reason('outage', `${words}${advice}`, lease.since, lease.until);
  }
  if (lease.state === 'resting' && lease.until && lease.until > now)
    return reason('rate-limit', `${words}${label} asked to wait.`, lease.since, lease.until);
  return null;
}

function formatStop({ count, words }: RunStop): string {
  const said = words ? `: “${words.replace(/\.$/, '')}”.` : '.';
  return `Stopped after ${count} refusals in a row${said} Resume sends the rest, Cancel leaves them unsent.`;
}

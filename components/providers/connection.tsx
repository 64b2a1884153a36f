import { Pill } from '#components/ui/pill.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ProviderStatus } from '#lib/shared/provider-status.ts';

type ConnectionProps = { status: Pick<ProviderStatus, 'connected' | 'lastCall'> };

/** Green only after an answer: settings alone prove nothing. */
export function Connection({ status: { connected, lastCall } }: ConnectionProps) {
  if (!connected) return <Pill>Not connected</Pill>;
  if (lastCall === null) return <Pill>Configured, not checked</Pill>;
  return (
    <>
      <Pill tone={lastCall.ok ? 'ok' : 'danger'}>{lastCall.ok ? 'Connected' : 'Latest call failed'}</Pill>
      <RelativeTime
        at={lastCall.at}
        prefix={lastCall.ok ? 'answered' : undefined}
        suffix="ago"
        className="text-12 text-fg-3"
      />
    </>
  );
}

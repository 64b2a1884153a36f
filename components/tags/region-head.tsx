'use client';

import { Copy, RotateCw } from 'lucide-react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { CardHead } from '#components/ui/card.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { spellOut } from '#lib/providers/text-signs.ts';
import { can } from '#lib/shared/permissions.ts';
import type { ShownIdentity } from '#lib/shared/users.ts';
import { useEdits } from './edits-context.tsx';
import { ProofMark } from './proof-mark.tsx';
import { useRefresh } from './use-refresh.ts';

export function RegionHead({
  provider,
  identity,
  pending,
}: {
  provider: ProviderId;
  identity: ShownIdentity | null;
  pending: boolean;
}) {
  const { user, member } = useEdits();
  const { label, nouns } = capabilitiesOf(provider);
  const { connected, canRead } = user.providers[provider];
  const { refresh, isRefreshing } = useRefresh();
  const mayRefresh = identity && connected && canRead && can(member.role, 'tags:refresh');

  return (
    <CardHead
      // Beside the list the id takes a line of its own.
      className="@max-xs:h-auto @max-xs:min-h-9.5 @max-xs:flex-wrap @max-xs:gap-y-0 @max-xs:py-1"
      end={
        <>
          <Freshness identity={identity} connected={connected} canRead={canRead} pending={pending} />
          {mayRefresh && (
            <IconButton
              size="small"
              label={`Refresh ${label}`}
              busy={isRefreshing(provider)}
              onClick={() => refresh(provider)}
              icon={<RotateCw aria-hidden strokeWidth={1.5} className="size-3.5" />}
            />
          )}
        </>
      }
    >
      <ProviderMark provider={provider} hollow={!identity} />
      <h2 className="text-13 font-semibold">{label}</h2>
      {identity && <CopyableId noun={nouns.externalId} id={identity.externalId} />}
    </CardHead>
  );
}

function Freshness({
  identity,
  connected,
  canRead,
  pending,
}: {
  identity: ShownIdentity | null;
  connected: boolean;
  canRead: boolean;
  pending: boolean;
}) {
  const look = 'inline-flex items-center gap-1 truncate pe-1 text-12 whitespace-nowrap tabular-nums';
  if (!connected) return <span className={`${look} text-fg-3`}>not connected</span>;
  if (!identity) return null;
  if (pending)
    return (
      <span className={`${look} text-accent`}>
        <ProofMark kind="pending" />
        pending
      </span>
    );
  if (!canRead) return <span className={`${look} text-fg-3`}>write-only</span>;
  if (identity.readAt === null) return <span className={`${look} text-fg-3`}>not checked yet</span>;
  return (
    <span className={`${look} text-fg-3`}>
      <ProofMark kind="confirmed" />
      <RelativeTime at={identity.readAt} prefix="read" />
    </span>
  );
}

function CopyableId({ noun, id }: { noun: string; id: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(id);
      showToast({ text: `${noun} copied`, tone: 'ok', duration: 2_500 });
    } catch {
      showToast({ text: `The browser did not allow copying. The ${noun} is ${id}`, tone: 'warn' });
    }
  };
  return (
    <button
      type="button"
      aria-label={spellOut(`Copy ${noun} ${id}`)}
      data-tip={`Copy ${noun}`}
      onClick={() => void copy()}
      className="group inline-flex min-h-6 min-w-0 shrink-100 @max-xs:order-last @max-xs:me-auto @max-xs:ms-4.5 @max-xs:max-w-full items-center gap-1.25 rounded-mark px-1 text-12 text-fg-2 tabular-nums slashed-zero hover:bg-hover"
    >
      <Verbatim className="truncate">{id}</Verbatim>
      <Copy
        aria-hidden
        strokeWidth={1.5}
        className="size-3.5 shrink-0 text-fg-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 phone:hidden"
      />
    </button>
  );
}

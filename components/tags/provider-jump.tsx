'use client';

import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { useEdits } from './edits-context.tsx';
import { ProofMark } from './proof-mark.tsx';

/** For phones: links with counts to each provider's card and the history. */
export function ProviderJump() {
  const { user, edits } = useEdits();
  return (
    <nav
      aria-label="Parts of this user"
      className="sticky top-12 z-10 hidden low:static overflow-x-auto border-b border-line bg-surface px-2 phone:flex"
    >
      {providerIds.map((provider) => {
        const identity = user.identities.find((each) => each.provider === provider);
        const { label } = capabilitiesOf(provider);
        const isRefused = edits.notices.some((notice) => notice.provider === provider);
        return (
          <a
            key={provider}
            href={`#at-${provider}`}
            className="flex h-11 items-center gap-1.5 px-3 font-medium tabular-nums"
          >
            <ProviderMark provider={provider} hollow={!identity} name={label} />
            {identity?.tags.length ?? '–'}
            {isRefused && <ProofMark kind="refused" />}
          </a>
        );
      })}
      <a href="#history" className="flex h-11 items-center px-3 font-medium">
        Changes
      </a>
    </nav>
  );
}

'use client';

import { useMemo, useRef, useState } from 'react';
import { useKeptDraft } from '#components/kept/use-kept-draft.ts';
import { Card, CardBody } from '#components/ui/card.tsx';
import { formatCount } from '#components/ui/count.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';
import { can } from '#lib/shared/permissions.ts';
import { DriftNotices } from './drift-notices.tsx';
import { useEdits } from './edits-context.tsx';
import { LinkIdentityForm } from './link-identity-form.tsx';
import { OtherNames } from './other-names.tsx';
import { ProfilePart } from './profile-part.tsx';
import { ProofText } from './proof-text.tsx';
import { RegionHead } from './region-head.tsx';
import { RegionNotices } from './region-notices.tsx';
import { SameUserNotice } from './same-user-notice.tsx';
import { findSharedProof, keepOrder, manyTags, paintTags } from './shown-tags.ts';
import { TagEditor } from './tag-editor.tsx';
import { TagList } from './tag-list.tsx';
import { useMarkedRemoval } from './use-marked-removal.ts';
import { useTagFilter } from './use-tag-filter.tsx';
import { keptRow } from './value-form.tsx';

/** `doubts`: its changes with an unknown outcome. */
export function ProviderRegion({
  provider,
  doubts,
}: {
  provider: ProviderId;
  doubts: readonly HistoryLine[];
}) {
  const { user, edits, member } = useEdits();
  const [editing, setEditing] = useState<string | null>(null);
  // Reopens the value that was being edited.
  useKeptDraft<{ key: string }>(keptRow(user.id, provider), ({ key }) => setEditing(key));
  const memory = useRef<string[]>([]);
  const { label, limitation, nouns, hasProfile, shape } = capabilitiesOf(provider);
  const { connected } = user.providers[provider];
  const identity = user.identities.find((each) => each.provider === provider) ?? null;
  const notices = edits.notices.filter((notice) => notice.provider === provider);
  const sending = edits.state.sending;

  const tags = useMemo(() => {
    if (!identity) return [];
    const sent = sending.filter((edit) => edit.provider === provider);
    return keepOrder(paintTags(identity.tags, identity.open, sent), memory.current);
  }, [identity, sending, provider]);

  // As first seen: nothing moves while somebody adds.
  const [isLong] = useState(() => tags.length > manyTags);
  const { filtered, field } = useTagFilter(tags, nouns.tags);
  const shown = isLong ? filtered : tags;
  const shared = shape === 'label' ? findSharedProof(tags) : null;
  const removal = useMarkedRemoval();

  const mayEdit = can(member.role, 'tags:edit') && connected;
  // If the tag is gone, the row closes.
  const open = tags.some((tag) => tag.key === editing) ? editing : null;

  const editor = identity && mayEdit && !identity.sameAs && (
    <TagEditor provider={provider} held={tags} shown={shown} resting={open !== null} removal={removal} />
  );

  return (
    <Card id={`at-${provider}`} aria-label={label} className="@container scroll-mt-28">
      <RegionHead
        provider={provider}
        identity={identity}
        pending={tags.some((tag) => tag.proof === 'pending')}
      />
      <CardBody>
        {!connected && (
          <p className="text-fg-2">
            {label} is not connected: {identity ? 'shown is what was last known, and ' : ''}nothing can be
            sent. An admin sees what is missing under Providers.
          </p>
        )}
        {identity?.sameAs && <SameUserNotice provider={provider} sameAs={identity.sameAs} />}
        {identity && tags.length === 0 && <p className="text-fg-3">No {nouns.tags} known here.</p>}
        {isLong && (
          <div className="grid grid-cols-[minmax(0,26rem)_minmax(0,10rem)] items-start gap-2 phone:grid-cols-1">
            {editor}
            {field}
          </div>
        )}
        {shared && (
          <p className="flex items-center gap-1 text-12 text-fg-3 tabular-nums">
            {shared.keys.size === tags.length ? 'All' : formatCount(shared.keys.size)}{' '}
            <ProofText kind={shared.proof} at={shared.proofAt} />
          </p>
        )}
        <TagList
          provider={provider}
          tags={shown}
          editable={connected && !identity?.sameAs}
          editing={open}
          onEditing={setEditing}
          removal={removal}
          told={shared?.keys}
        />
        {identity && (
          <DriftNotices
            drift={identity.drift}
            sending={sending
              .filter((edit) => edit.provider === provider)
              .flatMap((edit) => edit.operations.map(({ key }) => key))}
          />
        )}
        {identity && <OtherNames identity={identity} />}
        <RegionNotices notices={notices} doubts={doubts} />
        {!identity && <LinkIdentityForm provider={provider} />}
        {!isLong && editor}
        {limitation && identity && <p className="text-12 text-fg-3">{limitation}</p>}
      </CardBody>
      {identity && hasProfile && <ProfilePart identity={identity} editable={connected} />}
    </Card>
  );
}

'use client';

import { useRef } from 'react';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { can } from '#lib/shared/permissions.ts';
import { useEdits } from './edits-context.tsx';
import type { PaintedTag } from './shown-tags.ts';
import { TagChips } from './tag-chips.tsx';
import { TagRow } from './tag-row.tsx';
import type { MarkedRemoval } from './use-marked-removal.ts';

/**
 * Chips for labels, rows for values. `editable`: connected and permitted. `editing`: the key being edited.
 */
export function TagList({
  provider,
  tags,
  editable,
  editing,
  onEditing,
  removal,
  told,
}: {
  provider: ProviderId;
  tags: readonly PaintedTag[];
  editable: boolean;
  editing: string | null;
  onEditing: (key: string | null) => void;
  removal: MarkedRemoval;
  /** Keys whose proof the region says. */
  told: ReadonlySet<string> | undefined;
}) {
  const { edits, member } = useEdits();
  const list = useRef<HTMLUListElement>(null);
  const { shape, verbs } = capabilitiesOf(provider);
  const mayEdit = editable && can(member.role, 'tags:edit');

  const remove =
    mayEdit && verbs.includes('remove')
      ? ({ key }: PaintedTag) => edits.edit(provider, [{ verb: 'remove', key, value: null }])
      : null;
  const leave = () => {
    onEditing(null);
    list.current?.focus();
  };

  if (shape === 'label') return <TagChips tags={tags} onRemove={remove} removal={removal} told={told} />;
  return (
    <div className="@container">
      <ul
        ref={list}
        tabIndex={-1}
        aria-label="Tags"
        className="-mt-1.5 -mb-0.5 grid grid-cols-[minmax(84px,.8fr)_minmax(0,1.2fr)_auto_auto] gap-x-2.5 outline-none @max-xs:grid-cols-[minmax(72px,.7fr)_minmax(0,1fr)_auto] phone:grid-cols-[minmax(72px,.7fr)_minmax(0,1fr)_auto] phone:gap-x-2"
      >
        {tags.map((tag) => (
          <TagRow
            key={tag.key}
            provider={provider}
            tag={tag}
            editing={editing === tag.key}
            onEdit={mayEdit && verbs.includes('update') ? () => onEditing(tag.key) : null}
            onCancel={leave}
            onSave={(value) => {
              leave();
              edits.edit(provider, [{ verb: 'update', key: tag.key, value }]);
            }}
            onRemove={
              remove &&
              (() => {
                // Keyboard focus stays in the list when its button goes.
                if (document.activeElement?.matches(':focus-visible')) list.current?.focus();
                remove(tag);
              })
            }
          />
        ))}
      </ul>
    </div>
  );
}

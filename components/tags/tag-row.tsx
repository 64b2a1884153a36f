'use client';

import { Pencil, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import type { ProviderId } from '#lib/providers/ids.ts';
import { spellOut } from '#lib/providers/text-signs.ts';
import { ProofMark } from './proof-mark.tsx';
import { type PaintedTag, tagName } from './shown-tags.ts';
import { ProofWords } from './tag-proof.tsx';
import { TagText } from './tag-text.tsx';
import { ValueForm } from './value-form.tsx';

const loud: Partial<Record<PaintedTag['proof'], string>> = { unknown: 'text-warn', pending: 'text-accent' };

/** null: not permitted or not possible. */
export function TagRow({
  provider,
  tag,
  editing,
  onEdit,
  onCancel,
  onSave,
  onRemove,
}: {
  provider: ProviderId;
  tag: PaintedTag;
  editing: boolean;
  onEdit: (() => void) | null;
  onCancel: () => void;
  onSave: (value: string) => void;
  onRemove: (() => void) | null;
}) {
  const proofId = useId();
  return (
    <li
      aria-label={spellOut(tagName(tag))}
      aria-describedby={proofId}
      data-state={tag.proof}
      // Beside the list the proof is under the value, as on a phone.
      className="col-span-full grid min-h-7.5 grid-cols-subgrid items-center border-b border-line last:border-b-0 @max-xs:py-1 phone:min-h-11 phone:py-1"
    >
      <TagText text={tag.key} className="text-fg-2" />
      {editing ? (
        <ValueForm provider={provider} tag={tag} onSave={onSave} onCancel={onCancel} />
      ) : (
        <span className="flex min-w-0 items-center gap-1">
          {tag.colour && (
            <span
              aria-hidden
              className="h-3 w-0.5 shrink-0 rounded-full"
              style={{ background: tag.colour }}
            />
          )}
          <Value tag={tag} />
        </span>
      )}
      <span
        id={proofId}
        className={`inline-flex items-center gap-1 text-12 whitespace-nowrap tabular-nums ${loud[tag.proof] ?? 'text-fg-3'} ${editing ? 'sr-only' : '@max-xs:col-start-2 @max-xs:row-start-2 phone:col-start-2 phone:row-start-2'}`}
      >
        <ProofMark kind={tag.proof} />
        <span>
          <ProofWords tag={tag} />
        </span>
      </span>
      {!editing && (
        <span className="flex min-w-0 justify-end @max-xs:col-start-3 @max-xs:row-span-2 @max-xs:row-start-1 phone:col-start-3 phone:row-span-2 phone:row-start-1">
          {onEdit && (
            <IconButton
              label={`Edit ${tag.key}`}
              size="small"
              disabled={tag.underWay !== null}
              onClick={onEdit}
              icon={<Pencil aria-hidden strokeWidth={1.5} className="size-3.5" />}
            />
          )}
          {onRemove && (
            <IconButton
              label={`Remove ${tag.key}`}
              size="small"
              disabled={tag.underWay === 'removing'}
              onClick={onRemove}
              icon={<Trash2 aria-hidden strokeWidth={1.5} className="size-3.5" />}
            />
          )}
        </span>
      )}
    </li>
  );
}

function Value({ tag }: { tag: PaintedTag }) {
  if (tag.underWay === 'removing')
    return <TagText text={tag.value ?? ''} className="line-through decoration-fg-3" />;
  if (tag.underWay !== 'changing' || tag.earlier === null) return <TagText text={tag.value ?? ''} />;
  return (
    <>
      <TagText text={tag.earlier} className="text-fg-3 line-through" />
      <span aria-hidden className="text-fg-3">
        →
      </span>
      <TagText text={tag.value ?? ''} className="font-medium" />
    </>
  );
}

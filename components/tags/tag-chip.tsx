'use client';

import { Chip, ChipRemove, type ChipState } from '#components/ui/chip.tsx';
import { ProofMark } from './proof-mark.tsx';
import { type PaintedTag, tagName } from './shown-tags.ts';
import { ProofWords, useProofWords } from './tag-proof.tsx';
import { TagText, tipOf } from './tag-text.tsx';

/**
 * `onRemove` null: not permitted or not possible. `marked`: the next press of Delete removes it. `isTold`: its
 * proof is said for all of the region, and here on hover.
 */
export function TagChip({
  tag,
  onRemove,
  isTabStop,
  marked,
  isTold,
}: {
  tag: PaintedTag;
  onRemove: (() => void) | null;
  isTabStop: boolean;
  marked: boolean;
  isTold: boolean;
}) {
  const name = tagName(tag);
  const proof = useProofWords(tag);
  const state: ChipState =
    tag.proof === 'pending' ? 'pending' : tag.proof === 'unknown' ? 'unknown' : 'settled';
  return (
    <Chip
      as="li"
      label={name}
      description={proof}
      mark={<ProofMark kind={tag.proof} />}
      value={
        <TagText
          text={name}
          className={tag.underWay === 'removing' ? 'line-through decoration-fg-3' : undefined}
        />
      }
      meta={
        isTold ? undefined : (
          <span aria-hidden>
            <ProofWords tag={tag} />
          </span>
        )
      }
      state={state}
      colour={tag.colour}
      tip={isTold ? [tipOf(name), proof].filter(Boolean).join('\n') : tipOf(name)}
      remove={
        onRemove && (
          <ChipRemove
            label={`Remove ${name}`}
            disabled={tag.underWay === 'removing'}
            tabIndex={isTabStop ? 0 : -1}
            onRemove={onRemove}
          />
        )
      }
      className={marked ? 'line-through outline-2 -outline-offset-1 outline-danger' : undefined}
    />
  );
}

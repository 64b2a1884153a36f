import { ProofMark } from '#components/tags/proof-mark.tsx';
import { Chip, type ChipState } from '#components/ui/chip.tsx';
import type { Proof, ShownTag } from '#lib/shared/users.ts';

const states: Record<Proof, ChipState> = {
  confirmed: 'settled',
  accepted: 'settled',
  imported: 'settled',
  pending: 'pending',
  unknown: 'unknown',
};

/** `prospect`, `Region = California`. */
export function tagName(tag: { key: string; value: string | null }): string {
  return tag.value === null ? tag.key : `${tag.key} = ${tag.value}`;
}

interface TagChipProps {
  tag: ShownTag;
  /** Cut to the room; null: none. */
  keyText: string | null;
}

/** The mark's word is announced and on hover. */
export function TagChip({ tag, keyText }: TagChipProps) {
  const whole = tagName(tag);
  const isCut = tag.value !== null && keyText !== tag.key;
  return (
    <Chip
      mark={<ProofMark kind={tag.proof} label={isCut ? `${tag.key}, ${tag.proof}` : tag.proof} />}
      keyText={tag.value === null ? undefined : (keyText ?? undefined)}
      isKeyCut={isCut}
      value={tag.value ?? tag.key}
      state={states[tag.proof]}
      colour={tag.colour}
      tip={`${whole} · ${tag.proof}`}
    />
  );
}

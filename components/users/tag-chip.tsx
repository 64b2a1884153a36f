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
  /** The head names the key. */
  valueOnly: boolean;
  onPress: (chip: HTMLElement) => void;
}

/** The mark's word is announced and on hover. No tab stop: by keys the whole user is opened. */
export function TagChip({ tag, valueOnly, onPress }: TagChipProps) {
  return (
    <Chip
      as="button"
      onPress={onPress}
      mark={<ProofMark kind={tag.proof} label={tag.proof} />}
      keyText={tag.value === null || valueOnly ? undefined : tag.key}
      value={tag.value ?? tag.key}
      state={states[tag.proof]}
      colour={tag.colour}
      tip={`${tagName(tag)} · ${tag.proof}`}
    />
  );
}

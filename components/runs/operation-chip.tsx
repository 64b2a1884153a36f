import type { ReactNode } from 'react';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { Chip, type ChipState } from '#components/ui/chip.tsx';
import { withMarks } from '#components/ui/verbatim.tsx';
import type { Operation, Verb } from '#lib/providers/contract.ts';
import type { Outcome } from '#lib/shared/changes.ts';

function lookOf(outcome: Outcome): ChipState {
  if (outcome === 'refused' || outcome === 'failed') return 'refused';
  return outcome === 'unknown' ? 'unknown' : 'settled';
}

const signs: Record<Verb, string> = { add: '+', remove: '−', update: '→', set: '=' };

export function formatOperation({ verb, key, value }: Operation): string {
  return `${verb} ${key}${value === null ? '' : ` = ${value}`}`;
}

type OperationChipProps = {
  operation: Operation;
  /** Where outcomes of one change differ. */
  outcome?: Outcome | undefined;
  remove?: ReactNode;
};

/** The sign tells the verb, which is also announced. */
export function OperationChip({ operation, outcome, remove }: OperationChipProps) {
  const { verb, key, value } = operation;
  return (
    <Chip
      state={outcome === undefined ? 'planned' : lookOf(outcome)}
      mark={
        <>
          {outcome !== undefined && <ProofMark kind={outcome} label={outcome} />}
          <span aria-hidden className="font-semibold text-accent">
            {signs[verb]}
          </span>
          <span className="sr-only">{verb} </span>
        </>
      }
      keyText={value === null ? undefined : key}
      value={verb === 'remove' ? <s>{withMarks(value ?? key)}</s> : (value ?? key)}
      tip={outcome === undefined ? formatOperation(operation) : `${formatOperation(operation)}: ${outcome}`}
      remove={remove}
    />
  );
}

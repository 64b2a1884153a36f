import type { ReactNode } from 'react';
import { Chip } from '#components/ui/chip.tsx';
import type { Operation, Verb } from '#lib/providers/contract.ts';

const signs: Record<Verb, string> = { add: '+', remove: '−', update: '→', set: '=' };

/** One operation as words: “add prospect”, “update plan = team”. */
export function sayOperation({ verb, key, value }: Operation): string {
  return `${verb} ${key}${value === null ? '' : ` = ${value}`}`;
}

/** An operation as a planned chip; the sign tells the verb, which is also said. */
export function OperationChip({ operation, remove }: { operation: Operation; remove?: ReactNode }) {
  const { verb, key, value } = operation;
  return (
    <Chip
      state="planned"
      mark={
        <>
          <span aria-hidden className="font-semibold text-accent">
            {signs[verb]}
          </span>
          <span className="sr-only">{verb} </span>
        </>
      }
      keyText={value === null ? undefined : <bdi>{key}</bdi>}
      value={<bdi className={verb === 'remove' ? 'line-through' : undefined}>{value ?? key}</bdi>}
      tip={sayOperation(operation)}
      remove={remove}
    />
  );
}

import { formatCount } from '#components/ui/count.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { UndoCounts } from '#lib/shared/import-undo.ts';
import { formatUndo } from './undo-words.ts';

export function UndoCountsView({ counts, isDone }: { counts: UndoCounts; isDone: boolean }) {
  return (
    <div className="flex flex-col gap-2 text-fg-2">
      <ul className="list-disc ps-4.5">
        {formatUndo(counts, isDone).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {counts.leftAlone.length > 0 && (
        <>
          <p className="font-medium text-fg">{isDone ? 'Left as it was' : 'Stays as it is'}</p>
          <ul className="list-disc ps-4.5">
            {counts.leftAlone.map(({ reason, count, examples }) => (
              <li key={reason} className="wrap-anywhere">
                {reason}: {formatCount(count)} (<Verbatim>{examples.join(', ')}</Verbatim>
                {count > examples.length && ' …'})
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

import { Fragment, type ReactNode } from 'react';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { Operation } from '#lib/providers/contract.ts';
import type { HistoryLine, MirrorTag } from '#lib/shared/changes.ts';
import { differences, earlierValue, nothingIn, profileSent } from '#lib/shared/history-text/format-change.ts';

const shownAtMost = 4;

/** `+ prospect`, `Region Nevada → California`, `− plan`. */
export function ChangeText({ line }: { line: HistoryLine }) {
  const parts = partsOf(line);
  return (
    <span className="wrap-anywhere">
      {parts.slice(0, shownAtMost).map((part, index) => (
        <Fragment key={part.key}>
          {index > 0 && ', '}
          {part.node}
        </Fragment>
      ))}
      {parts.length > shownAtMost && (
        <span className="text-fg-3"> and {parts.length - shownAtMost} more</span>
      )}
    </span>
  );
}

type Part = { key: string; node: ReactNode };

function partsOf(line: HistoryLine): Part[] {
  if (line.kind === 'profile')
    return [{ key: 'profile', node: <b className="font-medium">{profileSent}</b> }];
  if (line.operations.length > 0)
    return line.operations.map((operation) => ({
      key: `${operation.verb} ${operation.key}`,
      node: <OperationText operation={operation} before={line.before ?? []} />,
    }));
  const changed = differences(line.before ?? [], line.after ?? []);
  if (changed.length === 0)
    return [
      {
        key: 'same',
        node: <span className="text-fg-2">{nothingIn(line)}</span>,
      },
    ];
  return changed.map((operation) => ({
    key: `${operation.verb} ${operation.key}`,
    node: <OperationText operation={operation} before={line.before ?? []} />,
  }));
}

function OperationText({ operation, before }: { operation: Operation; before: readonly MirrorTag[] }) {
  const { verb, key, value } = operation;
  const earlier = earlierValue(verb, key, before);
  if (value === null) {
    const sign = verb === 'remove' ? '−' : '+';
    return (
      <>
        <span className="font-medium">{sign} </span>
        <Cut text={key} className="font-medium" />
        {verb === 'remove' && earlier !== null && (
          <>
            {' '}
            <Cut text={earlier} className="text-fg-3 line-through" />
          </>
        )}
      </>
    );
  }
  return (
    <>
      {earlier === null && <span className="font-medium">+ </span>}
      <Cut text={key} />{' '}
      {earlier !== null && earlier !== value && (
        <>
          <Cut text={earlier} className="text-fg-3 line-through" />
          <span className="px-0.75 text-fg-3">→</span>
        </>
      )}
      <Cut text={value} className="font-medium" />
    </>
  );
}

const maxLength = 80;

/** Cut here, whole in the details. */
function Cut({ text, className }: { text: string; className?: string }) {
  const characters = text.length > maxLength ? Array.from(text) : [];
  const shown = characters.length > maxLength ? `${characters.slice(0, maxLength).join('')}…` : text;
  return <Verbatim className={className}>{shown}</Verbatim>;
}

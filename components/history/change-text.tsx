import { Fragment, type ReactNode } from 'react';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { Operation } from '#lib/providers/contract.ts';
import type { HistoryLine, MirrorTag } from '#lib/shared/changes.ts';
import {
  differences,
  earlierValue,
  foundWords,
  nothingIn,
  profileSent,
  userCreated,
} from '#lib/shared/history-text/format-change.ts';

const shownAtMost = 4;

/** `+ prospect`, `Region Nevada → California`, `− plan`; `vip found there` for what a reading found. */
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
  if (line.kind === 'profile' || line.kind === 'create') {
    const words = line.kind === 'profile' ? profileSent : userCreated;
    return [{ key: line.kind, node: <b className="font-medium">{words}</b> }];
  }
  const before = line.before ?? [];
  const operations = line.operations.length > 0 ? line.operations : differences(before, line.after ?? []);
  if (operations.length === 0)
    return [{ key: 'same', node: <span className="text-fg-2">{nothingIn(line)}</span> }];
  const Text = line.kind === 'refresh' ? FoundText : OperationText;
  return operations.map((operation) => ({
    key: `${operation.verb} ${operation.key}`,
    node: <Text operation={operation} before={before} />,
  }));
}

type OperationProps = { operation: Operation; before: readonly MirrorTag[] };

function FoundText({ operation: { verb, key, value }, before }: OperationProps) {
  const earlier = earlierValue(verb, key, before);
  return (
    <>
      <Cut text={key} className={value === null ? 'font-medium' : undefined} />
      {(earlier ?? value) !== null && ' '}
      {earlier !== null && (value === null ? <Gone text={earlier} /> : <Replaced text={earlier} />)}
      {value !== null && <Cut text={value} className="font-medium" />}{' '}
      <span className="text-fg-2">{foundWords(verb)}</span>
    </>
  );
}

function OperationText({ operation, before }: OperationProps) {
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
            <Gone text={earlier} />
          </>
        )}
      </>
    );
  }
  return (
    <>
      {verb !== 'update' && earlier === null && <span className="font-medium">+ </span>}
      <Cut text={key} />{' '}
      {earlier !== null && earlier !== value ? (
        <Replaced text={earlier} />
      ) : (
        verb === 'update' && <span className="pe-0.75 text-fg-3">→</span>
      )}
      <Cut text={value} className="font-medium" />
    </>
  );
}

function Gone({ text }: { text: string }) {
  return <Cut text={text} className="text-fg-3 line-through" />;
}

function Replaced({ text }: { text: string }) {
  return (
    <>
      <Gone text={text} />
      <span className="px-0.75 text-fg-3">→</span>
    </>
  );
}

const maxLength = 80;

/** Cut here, whole in the details. */
function Cut({ text, className }: { text: string; className?: string | undefined }) {
  const characters = text.length > maxLength ? Array.from(text) : [];
  const shown = characters.length > maxLength ? `${characters.slice(0, maxLength).join('')}…` : text;
  return <Verbatim className={className}>{shown}</Verbatim>;
}

'use client';

import { X } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button.tsx';
import type { FilterNode } from '#lib/query/grammar.ts';
import { normalise } from '#lib/query/normalise.ts';
import { type NodePath, negateAt, type Part, partsOf, replaceAt, switchAt } from '#lib/query/parts.ts';
import { printFilter } from '#lib/query/print.ts';

interface PresentPartsProps {
  filter: FilterNode;
  onFilter: (q: string) => void;
  /** The next condition is to stand beside this one, as another way to match. */
  onAlternative: (path: NodePath) => void;
}

/**
 * The filter as it stands, one line for each condition, those in brackets further in: AND and OR change into each
 * other, each condition can be turned round, widened by an alternative, or taken away.
 */
export function PresentParts({ filter, onFilter, onAlternative }: PresentPartsProps) {
  const show = (next: FilterNode | null) => onFilter(printFilter(next && normalise(next)));
  let depth = 0;
  const rows = partsOf(filter).map((part) => {
    if (part.kind === 'close') depth -= 1;
    const row = { part, depth };
    if (part.kind === 'open') depth += 1;
    return row;
  });
  return (
    <ul aria-label="Conditions" className="-mx-3 -mb-3 flex flex-col border-t border-line px-1 py-1">
      {rows
        .filter(({ part }) => part.kind !== 'close')
        .map(({ part, depth: level }) => (
          <li
            key={`${part.kind} ${part.path.join('.')} ${part.kind === 'term' ? printFilter(part.term) : level}`}
            className="flex min-h-7 items-center gap-1"
            style={{ paddingInlineStart: 8 + level * 16 }}
          >
            <PartRow part={part} filter={filter} show={show} onAlternative={onAlternative} />
          </li>
        ))}
    </ul>
  );
}

interface PartRowProps {
  part: Part;
  filter: FilterNode;
  show: (filter: FilterNode | null) => void;
  onAlternative: (path: NodePath) => void;
}

function PartRow({ part, filter, show, onAlternative }: PartRowProps) {
  const { path } = part;
  switch (part.kind) {
    case 'and':
    case 'or':
      return (
        <Button size="small" look="quiet" onClick={() => show(switchAt(filter, path))}>
          {part.kind.toUpperCase()}
          <span className="sr-only">: change to {part.kind === 'and' ? 'OR' : 'AND'}</span>
        </Button>
      );
    case 'not':
      return (
        <Button size="small" look="quiet" onClick={() => show(negateAt(filter, path))}>
          NOT<span className="sr-only">: take it away</span>
        </Button>
      );
    case 'open':
      return <span className="px-2 text-12 text-fg-3">all of this together</span>;
    case 'close':
      return null;
    case 'term': {
      const text = printFilter(part.term);
      return (
        <>
          <code className="min-w-0 flex-1 truncate font-mono text-12">{text}</code>
          <Button size="small" look="quiet" onClick={() => show(negateAt(filter, path))}>
            Not<span className="sr-only"> {text}</span>
          </Button>
          <Button size="small" look="quiet" onClick={() => onAlternative(path)}>
            Or…<span className="sr-only"> instead of {text}</span>
          </Button>
          <IconButton
            size="small"
            label={`Remove ${text}`}
            icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
            onClick={() => show(replaceAt(filter, path, null))}
          />
        </>
      );
    }
  }
}

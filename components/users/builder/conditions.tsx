'use client';

import { X } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { normalise } from '#lib/shared/filter/normalise.ts';
import { type NodePath, negateAt, replaceAt, switchAt } from '#lib/shared/filter/parts.ts';
import { printFilter } from '#lib/shared/filter/print.ts';

interface ConditionsProps {
  filter: FilterNode;
  onFilter: (q: string) => void;
  /** The next condition becomes an alternative to this part. */
  beside: FilterNode | null;
  onBeside: (path: NodePath | null) => void;
}

/**
 * One line per condition, groups indented. Joins switch between “all of these” and “any of these”; conditions
 * and groups can be negated, widened by an alternative, or removed.
 */
export function Conditions(props: ConditionsProps) {
  return (
    <ul aria-label="Conditions" className="-mx-3 -mb-3 border-t border-line px-3 py-1.5">
      <Branch {...props} node={props.filter} path={[]} />
    </ul>
  );
}

interface BranchProps extends ConditionsProps {
  node: FilterNode;
  path: NodePath;
}

function Branch({ node, path, ...rest }: BranchProps) {
  const isTurned = node.kind === 'not';
  const item = isTurned ? node.item : node;
  const itemPath = isTurned ? [...path, 0] : path;
  const isGroup = item.kind === 'and' || item.kind === 'or';
  const text = printFilter(item);
  const isBeside = node === rest.beside;
  const name = isGroup ? `the group ${text}` : text;
  const show = (next: FilterNode | null) => rest.onFilter(printFilter(next && normalise(next)));
  return (
    <li>
      <div data-line className="flex min-h-7 items-center gap-1">
        {isGroup ? (
          <span className="min-w-0 flex-1">
            <Button
              size="small"
              look="quiet"
              data-act="switch"
              onClick={() => show(switchAt(rest.filter, itemPath))}
            >
              {wordsOf(item.kind, isTurned)}
              <span className="sr-only">: change to {wordsOf(otherOf[item.kind], isTurned)}</span>
            </Button>
          </span>
        ) : (
          <code className="min-w-0 flex-1 truncate ps-2 font-mono text-12">
            {isTurned && <span className="text-warn">NOT </span>}
            {text}
          </code>
        )}
        <Button
          size="small"
          look="quiet"
          data-act="not"
          aria-pressed={isTurned}
          onClick={() => show(negateAt(rest.filter, path))}
        >
          Not<span className="sr-only"> {name}</span>
        </Button>
        <Button
          size="small"
          look={isBeside ? 'default' : 'quiet'}
          data-or
          aria-pressed={isBeside}
          onClick={() => rest.onBeside(isBeside ? null : path)}
        >
          Or…<span className="sr-only"> instead of {name}</span>
        </Button>
        <IconButton
          size="small"
          data-act="remove"
          label={`Remove ${name}`}
          icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
          onClick={() => show(replaceAt(rest.filter, path, null))}
        />
      </div>
      {isGroup && (
        <ul className={classNames('ms-2 border-s ps-1.5', isTurned ? 'border-warn' : 'border-line-strong')}>
          {item.items.map((each, index) => (
            <Branch key={printFilter(each)} {...rest} node={each} path={[...itemPath, index]} />
          ))}
        </ul>
      )}
    </li>
  );
}

const otherOf = { and: 'or', or: 'and' } as const;

function wordsOf(kind: 'and' | 'or', isTurned: boolean): string {
  if (kind === 'and') return isTurned ? 'not all of these' : 'all of these';
  return isTurned ? 'none of these' : 'any of these';
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { countOf } from '#components/ui/count.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { AndNode, FilterNode, OrNode } from '#lib/shared/filter/grammar.ts';
import { normalise } from '#lib/shared/filter/normalise.ts';
import { type NodePath, negateAt, replaceAt, switchAt } from '#lib/shared/filter/parts.ts';
import { printFilter } from '#lib/shared/filter/print.ts';
import { sentenceOf, wordsOf } from '#lib/shared/filter/term-words.ts';
import { countQuery } from '../user-list.ts';

interface ConditionsProps {
  filter: FilterNode;
  onFilter: (q: string) => void;
  /** The next condition becomes an alternative to this part. */
  beside: FilterNode | null;
  onBeside: (path: NodePath | null) => void;
}

/**
 * One line per condition, as the search box has its tokens, with how many users match it alone; groups
 * indented. Joins switch between “all of these” and “any of these”; conditions and groups can be negated,
 * widened by an alternative, or removed.
 */
export function Conditions(props: ConditionsProps) {
  return (
    <ul aria-label="Conditions" className="max-w-220 border-t border-line pt-1">
      <Branch {...props} node={props.filter} path={[]} join={null} />
    </ul>
  );
}

interface BranchProps extends ConditionsProps {
  node: FilterNode;
  path: NodePath;
  /** The word before it. */
  join: 'and' | 'or' | null;
}

function Branch({ node, path, join, ...rest }: BranchProps) {
  const { group, isTurned } = groupOf(node);
  const groupPath = isTurned ? [...path, 0] : path;
  const isBeside = node === rest.beside;
  const name = conditionName(node);
  const show = (next: FilterNode | null) => rest.onFilter(printFilter(next && normalise(next)));
  const onNot = () => show(negateAt(rest.filter, path));
  return (
    <li>
      <div data-line className="flex min-h-7 items-center gap-1.5 phone:flex-wrap">
        {join && <span className="w-6 shrink-0 text-end text-12 text-fg-3">{join}</span>}
        {group ? (
          <>
            <Button
              size="small"
              look="quiet"
              data-act="switch"
              onClick={() => show(switchAt(rest.filter, groupPath))}
            >
              {wordsOfGroup(group.kind, isTurned)}
              <span className="sr-only">: change to {wordsOfGroup(otherOf[group.kind], isTurned)}</span>
            </Button>
            <Button size="small" look="quiet" data-act="not" aria-pressed={isTurned} onClick={onNot}>
              Not<span className="sr-only"> {name}</span>
            </Button>
          </>
        ) : (
          <Condition node={node} onNot={onNot} />
        )}
        <MatchCount node={node} />
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
      {group && (
        <ul className={classNames('ms-3 border-s ps-1.5', isTurned ? 'border-warn' : 'border-line-strong')}>
          {group.items.map((each, index) => (
            <Branch
              key={printFilter(each)}
              {...rest}
              node={each}
              path={[...groupPath, index]}
              join={index === 0 ? null : group.kind}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

/** “▼ Vero · has · prospect”; the verb turns into its opposite. */
function Condition({ node, onNot }: { node: FilterNode; onNot: () => void }) {
  const { provider, subject, verb, what } = wordsOf(node);
  return (
    <>
      {provider && <ProviderMark provider={provider} size="small" className="ms-1" />}
      {subject !== '' && <Verbatim className="min-w-0 truncate text-12 font-medium">{subject}</Verbatim>}
      <Button size="small" look="quiet" data-act="not" className="px-1!" onClick={onNot}>
        {verb}
        <span className="sr-only">
          {' '}
          {what}: change to {wordsOf(node, true).verb}
        </span>
      </Button>
      <Verbatim className="min-w-0 truncate rounded-chip bg-accent-tint px-1.75 py-0.5 text-12">
        {what}
      </Verbatim>
    </>
  );
}

/** How many match this part alone; empty until it is counted. */
function MatchCount({ node }: { node: FilterNode }) {
  const { data } = useQuery(countQuery(printFilter(node), true));
  return (
    <span className="ms-auto shrink-0 ps-2 text-12 text-fg-3 tabular-nums">
      {data && countOf(data.count, 'user')}
    </span>
  );
}

function groupOf(node: FilterNode): { group: AndNode | OrNode | null; isTurned: boolean } {
  const isTurned = node.kind === 'not';
  const item = isTurned ? node.item : node;
  return { group: item.kind === 'and' || item.kind === 'or' ? item : null, isTurned };
}

/** “Vero has prospect”, “the group Vero has a or Vero has b”. */
export function conditionName(node: FilterNode): string {
  const { group, isTurned } = groupOf(node);
  if (!group) return sentenceOf(wordsOf(node));
  const name = `the group ${group.items.map(conditionName).join(` ${group.kind} `)}`;
  return isTurned ? `not ${name}` : name;
}

const otherOf = { and: 'or', or: 'and' } as const;

function wordsOfGroup(kind: 'and' | 'or', isTurned: boolean): string {
  if (kind === 'and') return isTurned ? 'not all of these' : 'all of these';
  return isTurned ? 'none of these' : 'any of these';
}

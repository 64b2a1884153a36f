'use client';

import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { isComposing } from '#components/ui/is-composing.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { normalise } from '#lib/shared/filter/normalise.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { type NodePath, nodeAt, replaceAt } from '#lib/shared/filter/parts.ts';
import { printFilter } from '#lib/shared/filter/print.ts';
import { addTerm } from '../add-term.ts';
import { ConditionControls } from './condition-controls.tsx';
import { Conditions } from './conditions.tsx';
import { useKeptFocus } from './keep-focus.ts';
import { NextCondition } from './next-condition.tsx';
import { Unreadable } from './unreadable.tsx';

interface FilterBuilderProps {
  id: string;
  q: string;
  onFilter: (q: string) => void;
  onClose: () => void;
}

/**
 * Builds the filter by clicks, above the rows that it filters: a condition joins the others, or stands beside
 * one as an alternative. A text with a mistake is left alone.
 */
export function FilterBuilder({ id, q, onFilter, onClose }: FilterBuilderProps) {
  /** Where the next condition is an alternative; `q`: in which filter. */
  const [alternative, setAlternative] = useState<{ q: string; path: NodePath } | null>(null);
  const builder = useRef<HTMLDivElement>(null);
  const onPress = useKeptFocus(builder, q);
  const parsed = parseFilter(q);
  const filter = parsed.ok && parsed.filter ? normalise(parsed.filter) : null;
  const path = alternative?.q === q ? alternative.path : null;
  const beside = filter && path && nodeAt(filter, path);

  function join(condition: FilterNode) {
    setAlternative(null);
    if (!filter || !path || !beside) return onFilter(addTerm(filter, condition));
    const either = replaceAt(filter, path, { kind: 'or', items: [beside, condition] });
    onFilter(printFilter(either && normalise(either)));
  }

  function cancelAlternative() {
    // The pressed button goes; the one that asked for an alternative remains.
    builder.current?.querySelector<HTMLElement>('[data-or][aria-pressed="true"]')?.focus();
    setAlternative(null);
  }

  useEffect(() => builder.current?.querySelector<HTMLElement>('input:checked, button')?.focus(), []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
    event.preventDefault();
    onClose();
  }

  return (
    <section
      ref={builder}
      id={id}
      aria-label="Filter"
      onClickCapture={onPress}
      onKeyDown={onKeyDown}
      className="relative mx-4 mt-2 flex max-h-[45dvh] shrink-0 flex-col gap-1.5 overflow-y-auto rounded-card border border-line bg-raised p-2 pe-10"
    >
      {filter && <NextCondition beside={beside} onCancel={cancelAlternative} />}
      {parsed.ok ? (
        <ConditionControls onCondition={join} />
      ) : (
        <Unreadable problem={parsed} onClear={() => onFilter('')} />
      )}
      {filter && (
        <Conditions
          filter={filter}
          onFilter={onFilter}
          beside={beside}
          onBeside={(path) => setAlternative(path && { q, path })}
        />
      )}
      <IconButton
        label="Close filter"
        size="small"
        className="absolute end-1.5 top-1.5"
        icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
        onClick={onClose}
      />
    </section>
  );
}

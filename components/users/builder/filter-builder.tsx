'use client';

import { useRef, useState } from 'react';
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

/**
 * Builds the filter by clicks: a condition joins the others, or stands beside one as an alternative. A text
 * with a mistake is left alone.
 */
export function FilterBuilder({ q, onFilter }: { q: string; onFilter: (q: string) => void }) {
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

  return (
    <div ref={builder} onClickCapture={onPress} className="flex flex-col gap-3 p-3">
      {parsed.ok ? (
        <ConditionControls onCondition={join} />
      ) : (
        <Unreadable problem={parsed} onClear={() => onFilter('')} />
      )}
      {filter && (
        <>
          <NextCondition beside={beside} onCancel={cancelAlternative} />
          <Conditions
            filter={filter}
            onFilter={onFilter}
            beside={beside}
            onBeside={(path) => setAlternative(path && { q, path })}
          />
        </>
      )}
    </div>
  );
}

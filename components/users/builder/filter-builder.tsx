'use client';

import { useRef, useState } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { providerNames } from '#lib/query/fields.ts';
import type { FilterNode } from '#lib/query/grammar.ts';
import { normalise } from '#lib/query/normalise.ts';
import { parseFilter } from '#lib/query/parse.ts';
import { type NodePath, nodeAt, replaceAt } from '#lib/query/parts.ts';
import { printFilter } from '#lib/query/print.ts';
import { addTerm } from '../add-term.ts';
import { Conditions } from './conditions.tsx';
import { FieldCondition } from './field-condition.tsx';
import { useKeptFocus } from './keep-focus.ts';
import { NextCondition } from './next-condition.tsx';
import { TagTermField } from './tag-term-field.tsx';

const wants = [
  { value: 'has', label: 'Has' },
  { value: 'lacks', label: 'Has not' },
] as const;
type Want = (typeof wants)[number]['value'];

/**
 * Clicks that write the same filter that can be typed, at any depth: a condition joins those there are, or stands beside
 * one of them as another way to match.
 */
export function FilterBuilder({ q, onFilter }: { q: string; onFilter: (q: string) => void }) {
  const [provider, setProvider] = useState<ProviderId>('vero');
  const [want, setWant] = useState<Want>('has');
  /** Where the next condition is another way to match, in which filter: in another the place is another. */
  const [alternative, setAlternative] = useState<{ q: string; path: NodePath } | null>(null);
  const builder = useRef<HTMLDivElement>(null);
  const onPress = useKeptFocus(builder, q);
  const parsed = parseFilter(q);
  const filter = parsed.ok && parsed.filter ? normalise(parsed.filter) : null;
  const path = alternative?.q === q ? alternative.path : null;
  const beside = filter && path && nodeAt(filter, path);

  function join(condition: FilterNode) {
    setAlternative(null);
    if (!filter || !path || !beside) return onFilter(addTerm(q, condition));
    const either = replaceAt(filter, path, { kind: 'or', items: [beside, condition] });
    onFilter(printFilter(either && normalise(either)));
  }
  const add = (term: FilterNode) => join(want === 'has' ? term : { kind: 'not', item: term });

  function cancelAlternative() {
    // The button that was pressed for this goes; the one that asked for another way is still there.
    builder.current?.querySelector<HTMLElement>('[data-or][aria-pressed="true"]')?.focus();
    setAlternative(null);
  }

  return (
    <div ref={builder} onClickCapture={onPress} className="flex flex-col gap-3 p-3">
      <Segmented
        label="Provider"
        value={provider}
        onValueChange={setProvider}
        options={providerIds.map((id) => ({
          value: id,
          label: (
            <>
              <ProviderMark provider={id} size="small" />
              {providerNames[id]}
            </>
          ),
        }))}
      />
      <Segmented label="Condition" value={want} onValueChange={setWant} options={wants} />
      <TagTermField key={provider} provider={provider} onTerm={add} />
      <div className="flex flex-wrap gap-1.5">
        <Button size="small" onClick={() => add({ kind: 'identity', provider })}>
          an identity
        </Button>
        <Button
          size="small"
          // “Has a tag” is “not without tags”.
          onClick={() =>
            join(
              want === 'lacks'
                ? { kind: 'untagged', provider }
                : { kind: 'not', item: { kind: 'untagged', provider } },
            )
          }
        >
          any tag
        </Button>
        <Button size="small" onClick={() => add({ kind: 'proof', provider, proof: 'unknown' })}>
          an unknown outcome
        </Button>
      </div>
      <FieldCondition onCondition={add} />
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

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
  const [alternativeTo, setAlternativeTo] = useState<NodePath | null>(null);
  const builder = useRef<HTMLDivElement>(null);
  const onPress = useKeptFocus(builder, q);
  const parsed = parseFilter(q);
  const filter = parsed.ok && parsed.filter ? normalise(parsed.filter) : null;
  const beside = filter && alternativeTo && nodeAt(filter, alternativeTo);

  function join(condition: FilterNode) {
    setAlternativeTo(null);
    if (!filter || !alternativeTo || !beside) return onFilter(addTerm(q, condition));
    const either = replaceAt(filter, alternativeTo, { kind: 'or', items: [beside, condition] });
    onFilter(printFilter(either && normalise(either)));
  }
  const add = (term: FilterNode) => join(want === 'has' ? term : { kind: 'not', item: term });

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
      {beside && (
        <p className="flex items-center gap-2 text-12 text-fg-2">
          <span className="min-w-0 truncate">
            The next one is another way to match, beside{' '}
            <code className="font-mono">{printFilter(beside)}</code>
          </span>
          <Button size="small" look="quiet" onClick={() => setAlternativeTo(null)}>
            Cancel
          </Button>
        </p>
      )}
      {filter && <Conditions filter={filter} onFilter={onFilter} onAlternative={setAlternativeTo} />}
    </div>
  );
}

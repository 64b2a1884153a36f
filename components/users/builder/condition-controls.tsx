'use client';

import { useState } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { wordsOf } from '#lib/shared/filter/term-words.ts';
import { anyTagTerm } from '../add-term.ts';
import { FieldCondition } from './field-condition.tsx';
import { TagTermField } from './tag-term-field.tsx';

const wants = [
  { value: 'has', label: 'Has' },
  { value: 'lacks', label: 'Has not' },
] as const;
type Want = (typeof wants)[number]['value'];

export function ConditionControls({ onCondition }: { onCondition: (condition: FilterNode) => void }) {
  const [provider, setProvider] = useState<ProviderId>('vero');
  const [want, setWant] = useState<Want>('has');
  const wanted = (term: FilterNode): FilterNode => (want === 'has' ? term : { kind: 'not', item: term });
  const ready: FilterNode[] = [
    want === 'has' ? anyTagTerm(provider) : { kind: 'untagged', provider },
    wanted({ kind: 'identity', provider }),
    wanted({ kind: 'proof', provider, proof: 'unknown' }),
  ];

  return (
    <div className="flex flex-wrap items-start gap-x-2 gap-y-1.5">
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
      <TagTermField key={provider} provider={provider} onTerm={(term) => onCondition(wanted(term))} />
      <div className="flex flex-wrap gap-1.5">
        {ready.map((term) => {
          const { verb, what } = wordsOf(term);
          return (
            <Button key={`${verb} ${what}`} onClick={() => onCondition(term)}>
              {verb} {what}
            </Button>
          );
        })}
      </div>
      <FieldCondition want={want} onCondition={(term) => onCondition(wanted(term))} />
    </div>
  );
}

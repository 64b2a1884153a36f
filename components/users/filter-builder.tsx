'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { providerNames } from '#lib/query/fields.ts';
import type { FilterNode } from '#lib/query/grammar.ts';
import { normalise } from '#lib/query/normalise.ts';
import { parseFilter } from '#lib/query/parse.ts';
import { printFilter } from '#lib/query/print.ts';
import { addTerm, removeTerm } from './add-term.ts';
import { TagTermField } from './tag-term-field.tsx';

const wants = [
  { value: 'has', label: 'Has' },
  { value: 'lacks', label: 'Has not' },
] as const;
type Want = (typeof wants)[number]['value'];

/** Clicks that write the same filter that can be typed: conditions one by one, and those that hold now. */
export function FilterBuilder({ q, onFilter }: { q: string; onFilter: (q: string) => void }) {
  const [provider, setProvider] = useState<ProviderId>('vero');
  const [want, setWant] = useState<Want>('has');
  const add = (term: FilterNode) => onFilter(addTerm(q, want === 'has' ? term : { kind: 'not', item: term }));

  return (
    <div className="flex flex-col gap-3 p-3">
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
            onFilter(
              addTerm(
                q,
                want === 'lacks'
                  ? { kind: 'untagged', provider }
                  : { kind: 'not', item: { kind: 'untagged', provider } },
              ),
            )
          }
        >
          any tag
        </Button>
        <Button size="small" onClick={() => add({ kind: 'proof', provider, proof: 'unknown' })}>
          an unknown outcome
        </Button>
      </div>
      <PresentTerms q={q} onFilter={onFilter} />
    </div>
  );
}

/** The conditions that must all hold now, each with a button that takes it away. */
function PresentTerms({ q, onFilter }: { q: string; onFilter: (q: string) => void }) {
  const parsed = parseFilter(q);
  if (!parsed.ok || parsed.filter === null) return null;
  const filter = normalise(parsed.filter);
  const terms = filter.kind === 'and' ? filter.items : [filter];
  return (
    <ul aria-label="Conditions" className="-mx-3 -mb-3 flex flex-col border-t border-line px-1 py-1">
      {terms.map((term) => {
        const text = printFilter(term);
        return (
          <li key={text} className="flex items-center gap-2 ps-2">
            <code className="min-w-0 flex-1 truncate font-mono text-12">{text}</code>
            <IconButton
              size="small"
              label={`Remove ${text}`}
              icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
              onClick={() => onFilter(removeTerm(q, term))}
            />
          </li>
        );
      })}
    </ul>
  );
}

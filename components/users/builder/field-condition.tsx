'use client';

import { type FormEvent, useState } from 'react';
import { useZone } from '#components/history/use-zone.ts';
import { Button } from '#components/ui/button.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { useTermSuggestions } from '../search/use-term-suggestions.ts';
import { type ConditionPart, otherConditions } from './other-conditions.ts';

type Typed = {
  part: ConditionPart;
  value: string;
  error: string | undefined;
  onValue: (value: string) => void;
};

interface FieldConditionProps {
  want: 'has' | 'lacks';
  /** Not yet negated. */
  onCondition: (condition: FilterNode) => void;
}

/** Conditions beside those on one provider, checked as in the search box. */
export function FieldCondition({ want, onCondition }: FieldConditionProps) {
  const [condition, setCondition] = useState(otherConditions[0]);
  const [texts, setTexts] = useState(condition?.start ?? {});
  const [fault, setFault] = useState<{ part: string; message: string } | null>(null);
  const zone = useZone();
  if (!condition) return null;
  const parts = condition.parts(texts);
  const written = parts.filter((part) => 'input' in part);

  function choose(name: string) {
    const chosen = otherConditions.find((each) => each.name === name);
    setCondition(chosen);
    setTexts(chosen?.start ?? {});
    setFault(null);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!condition) return;
    const empty = written.find(({ name }) => (texts[name] ?? '').trim() === '');
    if (empty) return setFault({ part: empty.name, message: 'Fill this in.' });
    const trimmed = Object.entries(texts).map(([name, text]) => [name, text.trim()]);
    const parsed = parseFilter(condition.filter(Object.fromEntries(trimmed)));
    const at = (written[0] ?? parts.at(-1))?.name ?? '';
    if (!parsed.ok) return setFault({ part: at, message: parsed.message });
    if (parsed.filter === null) return;
    setTexts(condition.start);
    setFault(null);
    onCondition(parsed.filter);
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label="Other condition"
      className="flex max-w-full flex-wrap items-start gap-1.5"
    >
      <Select
        label="Other condition"
        hideLabel
        value={condition.name}
        onChange={(event) => choose(event.currentTarget.value)}
        options={otherConditions.map(({ name, labels }) => ({ value: name, label: labels[want] }))}
      />
      {parts.map((part) => (
        <Part
          key={`${condition.name} ${part.name}`}
          part={part}
          value={texts[part.name] ?? ''}
          error={fault?.part === part.name ? fault.message : undefined}
          hint={'input' in part && part.input === 'date' ? `in ${zone}` : undefined}
          onValue={(value) => {
            setTexts({ ...texts, [part.name]: value });
            setFault(null);
          }}
        />
      ))}
      <Button type="submit">Add</Button>
    </form>
  );
}

function Part({ hint, ...typed }: Typed & { hint: string | undefined }) {
  const { part, value, error, onValue } = typed;
  const shared = { label: part.label, hideLabel: true, error };
  if ('options' in part)
    return (
      <Select
        {...shared}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
        options={part.options}
      />
    );
  if (part.known) return <KnownPart {...typed} known={part.known} placeholder={part.placeholder} />;
  const isText = part.input === 'text';
  return (
    <TextField
      {...shared}
      hint={hint}
      type={part.input === 'date' ? 'date' : 'text'}
      inputMode={part.input === 'numeric' ? 'numeric' : undefined}
      placeholder={part.placeholder}
      fieldClassName={isText ? 'w-36' : part.input === 'date' ? 'w-36' : 'w-14'}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}

interface KnownPartProps extends Typed {
  known: 'member' | 'run';
  placeholder: string | undefined;
}

function KnownPart({ part, value, error, onValue, known, placeholder }: KnownPartProps) {
  const found = useTermSuggestions({ wanted: known, text: value.trim() });
  return (
    <Combobox
      label={part.label}
      hideLabel
      error={error}
      placeholder={placeholder}
      fieldClassName="w-48"
      text={value}
      onTextChange={onValue}
      options={found.flatMap((one) =>
        'provider' in one ? [] : [{ value: one.value, label: one.value, note: one.name }],
      )}
      onPick={(option) => onValue(option.value)}
    />
  );
}

'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useSettled, useSuggestions } from '#components/tags/use-suggestions.ts';
import { Button } from '#components/ui/button.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { countOf } from '#components/ui/count.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { useMissingLabels } from '../use-missing-labels.ts';

interface LabelChoiceProps {
  provider: ProviderId;
  /** To be replaced. */
  label: string;
  busy: boolean;
  onChoose: (label: string) => void;
}

/** Those in use first; Enter takes the text. */
export function LabelChoice({ provider, label, busy, onChoose }: LabelChoiceProps) {
  const { nouns, rules, label: providerLabel } = capabilitiesOf(provider);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const suggestions = useSuggestions(provider, text, { active: true }).filter(({ key }) => key !== label);
  const typed = text.trim();
  const fault = rules.key.safeParse(typed).error?.issues[0]?.message;
  const [missing] = useMissingLabels(provider, [useSettled(typed)]);
  const choose = (to: string) => {
    setTried(true);
    if (rules.key.safeParse(to).success) onChoose(to);
  };
  return (
    <form
      className="flex basis-full items-start gap-1.5 ps-5.5 pb-1"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        choose(typed);
      }}
    >
      <Combobox
        label={`Another ${nouns.tag} instead of “${label}”`}
        ref={field}
        text={text}
        onTextChange={setText}
        options={suggestions.map(({ key, count }) => ({
          value: key,
          label: key,
          note: countOf(count, 'user'),
        }))}
        onPick={({ value }) => setText(value)}
        onSubmitText={() => choose(typed)}
        error={tried ? fault : undefined}
        warning={missing ? `${providerLabel} has no ${nouns.tag} “${missing}” either.` : undefined}
        className="w-72 phone:w-full"
      />
      <Button type="submit" busy={busy} className="mt-5">
        Use it
      </Button>
    </form>
  );
}

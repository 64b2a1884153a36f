'use client';

import { useEffect, useState } from 'react';
import { readJson } from '#components/read-json.ts';
import { Combobox } from '#components/ui/combobox.tsx';
import type { FoundUser, SearchResult } from '#lib/shared/search.ts';

/** Skips a quick typist's keys. */
const pauseMs = 80;

/** Finds another user by name, e-mail or id. */
export function PickUser({
  label,
  except,
  onPick,
}: {
  label: string;
  except: number;
  onPick: (user: FoundUser) => void;
}) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<FoundUser[]>([]);
  const wanted = text.trim();
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      if (wanted === '') return setFound([]);
      readJson<SearchResult>(`/api/search?${new URLSearchParams({ text: wanted })}`, abort.signal).then(
        ({ users }) => setFound(users.filter(({ id }) => id !== except)),
        () => undefined,
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted, except]);
  return (
    <Combobox
      label={label}
      size="large"
      data-autofocus
      text={text}
      onTextChange={setText}
      options={found.map(({ id, title, email }) => ({
        value: String(id),
        label: title,
        note: email === title ? `user ${id}` : email || `user ${id}`,
      }))}
      emptyText={wanted === '' ? undefined : 'No users match'}
      onSubmitText={() => {
        const [only] = found;
        if (only) onPick(only);
      }}
      onPick={({ value }) => {
        const user = found.find(({ id }) => String(id) === value);
        if (user) onPick(user);
      }}
    />
  );
}

'use client';

import type { Route } from 'next';
import { useEffect, useState } from 'react';

export interface FoundUser {
  id: string;
  /** Or e-mail, or first identity. */
  name: string;
  /** Tells users of one name apart. */
  detail: string;
  href: Route | Route<`/users/${number}`>;
}

const pause = 120;

/** After 120 ms without typing; a failed search finds nobody. */
export function usePaletteSearch(
  text: string,
  search: ((text: string, signal: AbortSignal) => Promise<readonly FoundUser[]>) | undefined,
): { users: readonly FoundUser[]; pending: boolean } {
  const [result, setResult] = useState<{ text: string; users: readonly FoundUser[] }>({
    text: '',
    users: [],
  });
  const wanted = text.trim();

  useEffect(() => {
    if (!search || wanted === '') return;
    const abort = new AbortController();
    const settle = (users: readonly FoundUser[]) => {
      if (!abort.signal.aborted) setResult({ text: wanted, users });
    };
    const timer = setTimeout(() => {
      search(wanted, abort.signal).then(settle, () => settle([]));
    }, pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted, search]);

  if (!search || wanted === '') return { users: [], pending: false };
  return { users: result.users, pending: result.text !== wanted };
}

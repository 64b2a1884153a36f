'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { countQuery } from '#components/users/user-list.ts';
import { impossibleIn } from '#lib/query/impossible.ts';
import { parseFilter } from '#lib/query/parse.ts';

const pause = 150;

/** What is wrong with a filter that is being typed, and how many match it once it rests; null: not known yet. */
export function useFilter(text: string) {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  const parsed = useMemo(() => parseFilter(rested), [rested]);
  const asked = useQuery(countQuery(rested.trim(), parsed.ok));
  return {
    problem: parsed.ok ? null : parsed,
    notices: useMemo(() => (parsed.ok ? impossibleIn(parsed.filter) : []), [parsed]),
    count: parsed.ok && !asked.isPlaceholderData ? (asked.data?.count ?? null) : null,
    error: asked.error,
  };
}

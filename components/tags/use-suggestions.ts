'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readJson } from '#components/read-json.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { tagsKeys } from '#lib/shared/query-keys.ts';
import type { TagSuggestion } from '#lib/shared/tags.ts';
import { maxSearchLength } from '#lib/shared/text-limits.ts';

const none: readonly TagSuggestion[] = [];
const pauseMs = 90;

/**
 * Most used first, only while `active`. With `key` its values, else labels or keys. The last answer stays
 * until the next.
 */
export function useSuggestions(
  provider: ProviderId,
  text: string,
  { active, key = null }: { active: boolean; key?: string | null },
): readonly TagSuggestion[] {
  const asked = useSettled(text.trim()).slice(0, maxSearchLength);
  const { data } = useQuery({
    queryKey: tagsKeys.suggestions(provider, asked, key),
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ provider, text: asked, ...(key === null ? {} : { key }) });
      return readJson<TagSuggestion[]>(`/api/tags/suggest?${query}`, signal);
    },
    enabled: active,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return data ?? none;
}

/** After a rest. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

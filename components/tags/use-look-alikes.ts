'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { tagsKeys } from '#lib/shared/query-keys.ts';
import { useSettled } from './use-suggestions.ts';

const none: readonly string[] = [];
/** Longer text is seldom typed twice, and too long for a URL. */
const maxTextLength = 500;

/** Known tags that look like the typed one; asked after a rest. */
export function useLookAlikes(
  provider: ProviderId,
  typed: { key: string; value: string },
): readonly string[] {
  const hasValue = capabilitiesOf(provider).rules.value !== null;
  const key = useSettled(typed.key.trim());
  const value = useSettled(typed.value.trim());
  const { data } = useQuery({
    queryKey: tagsKeys.advice(provider, key, hasValue ? value : null),
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ provider, key, ...(hasValue ? { value } : {}) });
      return readJson<string[]>(`/api/tags/advice?${query}`, signal);
    },
    enabled: key !== '' && (!hasValue || value !== '') && key.length + value.length <= maxTextLength,
    retry: false,
  });
  const isOfNow = key === typed.key.trim() && value === typed.value.trim();
  return (isOfNow && data) || none;
}

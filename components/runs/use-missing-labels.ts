'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { runsKeys, tagsKeys } from '#lib/shared/query-keys.ts';
import type { LabelCount } from '#lib/shared/runs.ts';
import type { MissingLabel } from '#lib/shared/tags.ts';

const none: LabelCount[] = [];

/** Empty without a catalogue, or if it cannot be read. */
export function useMissingLabels(provider: ProviderId, keys: readonly string[]): string[] {
  const asked = capabilitiesOf(provider).hasCatalogue ? keys.filter((key) => key.trim() !== '') : [];
  const answers = useQueries({
    queries: asked.map((key) => ({
      queryKey: tagsKeys.missing(provider, key),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        readJson<MissingLabel>(`/api/tags/missing?${new URLSearchParams({ provider, key })}`, signal),
      retry: false,
    })),
  });
  return asked.filter((_, index) => answers[index]?.data?.missing === true);
}

/** For a file's column; `count`: rows. */
export function useMissingInFile(
  uploadId: number,
  { column, provider, enabled }: { column: string; provider: ProviderId; enabled: boolean },
): LabelCount[] {
  const { data = none } = useQuery({
    queryKey: runsKeys.missingInFile(uploadId, provider, column),
    queryFn: ({ signal }) =>
      readJson<LabelCount[]>(
        `/api/runs/uploads/${uploadId}/missing?${new URLSearchParams({ provider, column })}`,
        signal,
      ),
    enabled: enabled && capabilitiesOf(provider).hasCatalogue,
    retry: false,
  });
  return enabled ? data : none;
}

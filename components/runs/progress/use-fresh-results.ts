'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { runsKeys } from '#lib/runs/keys.ts';
import type { RunDetail } from '#lib/runs/schemas.ts';

/**
 * Reads results and causes once more when the run ends, and whenever its counts move afterwards: nobody looks at regular
 * times any more by then.
 */
export function useFreshResults({ id, status, counts }: Pick<RunDetail, 'id' | 'status' | 'counts'>): void {
  const client = useQueryClient();
  const shown = status === 'running' ? '' : JSON.stringify([status, counts]);
  const before = useRef(shown);
  useEffect(() => {
    if (shown === before.current) return;
    before.current = shown;
    if (shown !== '') void client.invalidateQueries({ queryKey: runsKeys.outcomes(id) });
  }, [client, id, shown]);
}

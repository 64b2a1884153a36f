'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { settleWrites } from '#components/ui/address-writes.ts';

/** Navigation by a key or a command, after what was typed is in the URL. */
export function useGo(): (href: Route | Route<`/users/${number}` | `/runs/${number}`>) => void {
  const router = useRouter();
  return useCallback((href) => void settleWrites().then(() => router.push(href)), [router]);
}

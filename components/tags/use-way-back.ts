'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

/**
 * Goes back to the list: with its filter and its place where one came from there, else to the whole of it.
 * Browsers without the Navigation API always get the whole of it.
 */
export function useWayBack(): () => void {
  const router = useRouter();
  return useCallback(() => {
    if (cameFromList()) router.back();
    else router.push('/users');
  }, [router]);
}

function cameFromList(): boolean {
  if (!('navigation' in window)) return false;
  const { currentEntry } = window.navigation;
  const before = window.navigation.entries()[(currentEntry?.index ?? 0) - 1];
  return before?.url ? new URL(before.url).pathname === '/users' : false;
}

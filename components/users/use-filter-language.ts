'use client';

import { useEffect, useState } from 'react';

export type FilterLanguage = typeof import('./filter-language.ts');

let loaded: FilterLanguage | null = null;

export async function loadFilterLanguage(): Promise<FilterLanguage> {
  loaded ??= await import('./filter-language.ts');
  return loaded;
}

/** null until loaded, which `needed` starts. */
export function useFilterLanguage(needed: boolean): FilterLanguage | null {
  const [language, setLanguage] = useState(loaded);
  useEffect(() => {
    if (!needed || language) return;
    let gone = false;
    void loadFilterLanguage().then((arrived) => {
      if (!gone) setLanguage(arrived);
    });
    return () => {
      gone = true;
    };
  }, [needed, language]);
  return language;
}

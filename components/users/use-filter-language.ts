'use client';

import { useEffect, useState } from 'react';

export type FilterLanguage = typeof import('./filter-language.ts');

let loaded: FilterLanguage | null = null;

/** Fetches the language once for the whole page. */
export async function loadFilterLanguage(): Promise<FilterLanguage> {
  loaded ??= await import('./filter-language.ts');
  return loaded;
}

/** The language, or null until it is there. It is fetched as soon as it is `needed`. */
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

'use client';

import { createContext, type ReactNode, useContext } from 'react';

const Owner = createContext<string | null>(null);

/** `member` null: nothing is kept. */
export function KeptOwner({ member, children }: { member: string | null; children: ReactNode }) {
  return <Owner value={member}>{children}</Owner>;
}

/** A member id; null: nothing is kept. */
export function useKeptOwner(): string | null {
  return useContext(Owner);
}

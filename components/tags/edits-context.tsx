'use client';

import { createContext, useContext } from 'react';
import type { ShownUser } from '#lib/shared/users.ts';
import type { UserEdits } from './use-user-edits.ts';

/** What the role denies is not offered. */
export type PageMember = { id: string | null; role: string };

export type EditsValue = {
  user: ShownUser;
  edits: UserEdits;
  member: PageMember;
};

const EditsContext = createContext<EditsValue | null>(null);

export const EditsProvider = EditsContext;

/** Only inside `EditsProvider`. */
export function useEdits(): EditsValue {
  const value = useContext(EditsContext);
  if (!value) throw new Error('useEdits needs an EditsProvider around it.');
  return value;
}

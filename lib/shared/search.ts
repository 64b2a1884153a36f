/** Browser-safe. */
import * as z from 'zod/mini';
import './input-messages.ts';
import type { TermSuggestion } from './catalogue.ts';
import { maxSearchLength } from './text-limits.ts';
import type { NameSuggestion } from './user-list.ts';
import type { ViewState } from './view-state.ts';

export const searchInput = z.object({ text: z.string().check(z.trim(), z.maxLength(maxSearchLength)) });

export type FoundUser = { id: number; title: string; email: string };

/** The best of each kind; empty: nothing, or the role may not read it. */
export type SearchResult = {
  users: FoundUser[];
  tags: TermSuggestion[];
  runs: NameSuggestion[];
  /** Runs that the member may take back, where the text asks for it: “undo newsletter”. */
  undoable: NameSuggestion[];
  views: ({ id: number; name: string } & ViewState)[];
};

import type { HistoryFilters } from '#lib/shared/history.ts';

type Choice<Name extends keyof HistoryFilters> = {
  value: NonNullable<HistoryFilters[Name]>;
  label: string;
};

export const changeKindWords: readonly Choice<'kind'>[] = [
  { value: 'changes', label: 'All changes' },
  { value: 'tags', label: 'Tags' },
  { value: 'profile', label: 'Profiles' },
  { value: 'create', label: 'Created there' },
  { value: 'import', label: 'Imports' },
  { value: 'refresh', label: 'Found' },
];

export const eventKindWords: readonly Choice<'kind'>[] = [
  { value: 'sign-in', label: 'Sign-ins' },
  { value: 'member', label: 'Members' },
  { value: 'refused', label: 'Denied actions' },
  { value: 'other', label: 'Other events' },
];

export const verbWords: readonly Choice<'verb'>[] = [
  { value: 'add', label: 'Add' },
  { value: 'remove', label: 'Remove' },
  { value: 'update', label: 'Update' },
  { value: 'set', label: 'Set (overwrite)' },
];

export const originWords: readonly { value: string; label: string }[] = [
  { value: '/users/…', label: 'A user’s page' },
  { value: '/users', label: 'Users' },
  { value: '/users/new', label: 'New user' },
  { value: '/history', label: 'History' },
  { value: '/runs/…', label: 'A run' },
];

/** “A user’s page”; an unknown page is named by its address. */
export function originName(origin: string): string {
  return originWords.find(({ value }) => value === origin)?.label ?? origin;
}

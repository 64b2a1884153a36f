/** How a past act is called. Pure. */
import type { ShownUserAct } from '#lib/shared/users.ts';

/** “merged with K. Bautista”. */
export function actWords({ kind, title }: Pick<ShownUserAct, 'kind' | 'title'>): string {
  const who = title === '' ? 'another user' : title;
  switch (kind) {
    case 'merge':
      return `merged with ${who}`;
    case 'move':
      return `an id moved, ${who}`;
    case 'split':
      return `split from ${who}`;
    case 'unlink':
      return `unlinked ${who}`;
  }
}

/** Shown by itself for a day; after that the menu has it. */
const shownForMs = 24 * 60 * 60 * 1000;

export function isRecent({ at }: Pick<ShownUserAct, 'at'>, now: number): boolean {
  return now - Date.parse(at) < shownForMs;
}

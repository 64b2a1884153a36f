import { listUndoableRuns } from '#lib/domain/runs/list-undoable-runs.ts';
import { suggestTerms } from '#lib/domain/tags/suggest-terms.ts';
import { listUsers } from '#lib/domain/users/list-users.ts';
import { suggestNames } from '#lib/domain/users/suggest-names.ts';
import { listViews } from '#lib/domain/views/list-views.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { can } from '#lib/shared/permissions.ts';
import { type FoundUser, type SearchResult, searchInput } from '#lib/shared/search.ts';
import { fold } from '#lib/shared/text/fold.ts';
import { titleOf } from '#lib/shared/user-list.ts';

const maxFound = 6;
/** Each is several entries. */
const maxTags = 4;
/** One letter is in nearly every tag. */
const minTagLength = 2;

/** Users as in their list, tags, runs and views by name. Throws AppError `forbidden`, `invalid`. */
export async function searchAll(context: Context, input: unknown): Promise<SearchResult> {
  requirePermission(context, 'users:read');
  const { text } = parseInput(searchInput, input);
  if (text === '') return { users: [], tags: [], runs: [], undoable: [], views: [] };
  const { role } = context.actor;
  const taken = /^undo(?:\s+|$)(.*)$/i.exec(text)?.[1];
  const [users, tags, runs, undoable, views] = await Promise.all([
    findUsers(context, text),
    can(role, 'tags:read') && text.length >= minTagLength
      ? suggestTerms(context, { wanted: 'term', text })
      : [],
    can(role, 'runs:read') ? suggestNames(context, { wanted: 'run', text: runNamed(text) }) : [],
    taken !== undefined && can(role, 'runs:write')
      ? listUndoableRuns(context, runNamed(taken), maxFound)
      : [],
    listViews(context),
  ]);
  const wanted = fold(text);
  return {
    users,
    tags: tags.slice(0, maxTags),
    runs: runs.slice(0, maxFound),
    undoable,
    views: views
      .filter(({ name }) => fold(name).includes(wanted))
      .slice(0, maxFound)
      .map(({ id, name, q, sort, columns }) => ({ id, name, q, sort, columns })),
  };
}

/** “run 12” is the run with that number. */
function runNamed(text: string): string {
  return text.replace(/^run\s+(?=\d+$)/i, '');
}

/** A filter with a mistake, or a slow one, finds nobody: the list says why. */
async function findUsers(context: Context, text: string): Promise<FoundUser[]> {
  try {
    const { users } = await listUsers(context, { q: text, limit: maxFound });
    return users.map((user) => ({ id: user.id, title: titleOf(user), email: user.email }));
  } catch (error) {
    if (error instanceof AppError && (error.code === 'invalid' || error.code === 'too-slow')) return [];
    throw error;
  }
}

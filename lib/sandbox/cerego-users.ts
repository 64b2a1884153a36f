import { ceregoError, tagResource, userResource } from './cerego-json.ts';
import type { CeregoUser } from './entries.ts';
import { type Answer, answer, type ProviderRequest } from './provider.ts';
import type { World } from './world.ts';

/**
 * `GET /partners/:id/users`: pages of all users, or those whose member id or e-mail is `query` ("Users").
 * Departments only with `include_department_users`. Tags in `included` are a setting.
 */
export function listUsers(world: World, request: ProviderRequest): Answer {
  const { pageSize, includeTags } = world.settings.cerego;
  const page = Number(request.query.get('page[number]') ?? '1');
  if (!Number.isInteger(page) || page < 1) return ceregoError(400, 'page[number] must be a positive integer');
  const query = request.query.get('query');
  const withDepartments = request.query.get('include_department_users') === 'true';
  const ids = query === null || query === '' ? world.state.cerego.order : idsMatching(world, query);
  const userOf = (id: string) => world.state.cerego.users.get(id);
  const listed = withDepartments ? ids : ids.filter((id) => !userOf(id)?.department);
  const users = listed
    .slice((page - 1) * pageSize, page * pageSize)
    .map(userOf)
    .filter((user): user is CeregoUser => user !== undefined);
  const included = users.flatMap((user) => user.tags.map((tag) => tagResource(user.id, tag)));
  return answer(200, {
    data: users.map(userResource),
    ...(includeTags ? { included } : {}),
    meta: { 'total-pages': Math.ceil(listed.length / pageSize), 'total-count': listed.length },
  });
}

/** By the documents only a whole member id or e-mail matches. */
export function idsMatching({ state, settings }: World, query: string): string[] {
  const { byMemberId, byEmail, byFoldedEmail, users } = state.cerego;
  const { queryFindsUserId, queryFoldsCase } = settings.cerego;
  const ids = [
    byMemberId.get(query),
    byEmail.get(query) ?? (queryFoldsCase ? byFoldedEmail.get(query.toLowerCase()) : undefined),
    queryFindsUserId && users.has(query) ? query : undefined,
  ];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

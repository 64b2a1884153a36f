import { ceregoError, tagResource, userResource } from './cerego-json.ts';
import type { CeregoUser } from './entries.ts';
import { type Answer, answer, type ProviderRequest } from './provider.ts';
import type { World } from './world.ts';

/**
 * `GET /partners/:id/users`: all users by pages, or the one whose id or e-mail is `query` (Cerego's page "Users").
 * Tags are links; the tags themselves stand in `included` unless the world's settings leave it out.
 */
export function listUsers(world: World, request: ProviderRequest): Answer {
  const { pageSize, includeTags } = world.settings.cerego;
  const page = Number(request.query.get('page[number]') ?? '1');
  if (!Number.isInteger(page) || page < 1) return ceregoError(400, 'page[number] must be a positive integer');
  const query = request.query.get('query');
  const ids = query === null || query === '' ? world.state.cerego.order : idsMatching(world, query);
  const users = ids
    .slice((page - 1) * pageSize, page * pageSize)
    .map((id) => world.state.cerego.users.get(id))
    .filter((user): user is CeregoUser => user !== undefined);
  const included = users.flatMap((user) => user.tags.map((tag) => tagResource(user.id, tag)));
  return answer(200, {
    data: users.map(userResource),
    ...(includeTags ? { included } : {}),
    meta: { 'total-pages': Math.ceil(ids.length / pageSize), 'total-count': ids.length },
  });
}

function idsMatching({ state }: World, query: string): string[] {
  const byEmail = state.cerego.byEmail.get(query.toLowerCase());
  const ids = [state.cerego.users.has(query) ? query : undefined, byEmail];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** GET /api/members: everybody who may sign in, as `ListedMember[]`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { listMembers } from '#lib/members/list-members.ts';

export const GET = jsonRoute(listMembers);

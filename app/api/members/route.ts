import { listMembers } from '#lib/domain/members/list-members.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(listMembers);

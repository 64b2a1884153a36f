import { createHash } from 'node:crypto';
import type { CeregoTag, CeregoUser } from './entries.ts';
import { type Answer, answer } from './provider.ts';

/** JSON:API, as in the samples. */

const titles = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [410, 'Gone'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [503, 'Service Unavailable'],
]);
const details = new Map([
  [401, 'Your Bearer token is wrong'],
  [429, 'Slow down!'],
  [503, 'Temporarily offline for maintenance'],
]);

export function ceregoErrorBody(status: number, detail = details.get(status)): string {
  const title = titles.get(status) ?? 'Error';
  return JSON.stringify({ errors: [{ status: String(status), title, detail: detail ?? title }] });
}

export function ceregoError(status: number, detail?: string): Answer {
  return { status, body: ceregoErrorBody(status, detail), applied: false };
}

/** `meta` without paging. */
export function resource(status: 200 | 201, data: object): Answer {
  return answer(status, { data, meta: { 'total-pages': null, 'total-count': null } }, true);
}

/** As in "User Tags". */
export function tagResource(userId: string, tag: CeregoTag): object {
  return {
    id: tag.id,
    type: 'partner-user-tags',
    attributes: { value: tag.value, 'created-at': tag.createdAt, 'updated-at': tag.updatedAt },
    relationships: {
      user: { data: { id: userId, type: 'users' } },
      'partner-user-tag-type': { data: { id: tag.typeId, type: 'partner-user-tag-types' } },
    },
  };
}

/** Tags are links only. */
export function userResource(user: CeregoUser): object {
  return {
    id: user.id,
    type: 'users',
    attributes: {
      'created-at': user.createdAt,
      name: user.name ?? null,
      username: null,
      email: user.email ?? null,
      'last-logged-in-at': null,
      guid: guidOf(user.id),
      'has-password': false,
    },
    relationships: {
      image: { data: null },
      emails: { data: [] },
      'user-partner-id': { data: null },
      'partner-user-tags': { data: user.tags.map(({ id }) => ({ id, type: 'partner-user-tags' })) },
    },
    meta: { role: null, 'can-edit-partner': false },
  };
}

function guidOf(userId: string): string {
  const hex = createHash('sha1').update(userId).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

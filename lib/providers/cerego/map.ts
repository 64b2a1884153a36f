import type { CeregoTagType } from '../config.ts';
import type { HeldTag, Operation, OperationResult } from '../contract.ts';
import { type Asked, shownAs } from '../held-as.ts';
import { confirmedAs, resultOf } from '../outcome.ts';
import { type TagResource, tagResource, type UserResource, type UsersReply } from './wire.ts';

/** null: no value or no type. A type that is not configured is named by its id. */
export function toHeldTag(resource: TagResource, types: readonly CeregoTagType[]): HeldTag | null {
  const typeId = resource.relationships?.['partner-user-tag-type']?.data?.id;
  const value = resource.attributes?.value;
  if (typeId === undefined || typeof value !== 'string') return null;
  const key = types.find((type) => type.id === typeId)?.name ?? `Type ${typeId}`;
  return { key, value, providerTagId: resource.id };
}

/** null: not all shown. Cerego's documents promise links to tags but show no values. */
export function toHeldTags(
  user: UserResource,
  page: UsersReply,
  types: readonly CeregoTagType[],
): HeldTag[] | null {
  const linked = user.relationships?.['partner-user-tags']?.data;
  if (!linked) return null;
  const included = (page.included ?? [])
    .filter((item) => item.type?.replaceAll('_', '-') === 'partner-user-tags')
    .flatMap((item) => tagResource.safeParse(item).data ?? []);
  const tags: HeldTag[] = [];
  for (const { id } of linked) {
    const resource = included.find((item) => item.id === id);
    const tag = resource ? toHeldTag(resource, types) : null;
    if (!tag) return null;
    tags.push(tag);
  }
  return tags;
}

/** POST: a tag of a type for a user. PUT: the tag of that id. */
export type AskedWrite = { userId: string; typeId: string | null; tagId: string | null };

export function fromWrite(
  operation: Operation,
  asked: AskedWrite,
  resource: TagResource,
  types: readonly CeregoTagType[],
  change: Asked = { operations: [operation], before: [] },
): { result: OperationResult; tag: HeldTag | null } {
  const tag = toHeldTag(resource, types);
  const isOfThis = isAbout(asked, resource);
  const shown = tag && isOfThis ? shownAs(operation, [tag], change) : null;
  if (shown) return { result: confirmedAs(shown), tag };
  const message =
    tag && isOfThis
      ? `Cerego answered with ${tag.key} = ${tag.value}.`
      : 'Cerego answered without showing this tag of this user.';
  return { result: resultOf('unknown', { message, hint: 'Refresh the user and compare.' }), tag: null };
}

/** Every id that the answer names is the one asked about. */
function isAbout({ userId, typeId, tagId }: AskedWrite, { id, relationships }: TagResource): boolean {
  const owner = relationships?.user?.data?.id ?? userId;
  const type = relationships?.['partner-user-tag-type']?.data?.id;
  return owner === userId && (typeId === null || type === typeId) && (tagId === null || id === tagId);
}

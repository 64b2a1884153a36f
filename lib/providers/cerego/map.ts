import type { CeregoTagType } from '../config.ts';
import type { HeldTag, Operation, OperationResult } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { type Asked, shownAs } from '../held-as.ts';
import type { ToldIdentity } from '../identity-rows.ts';
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

export function toIdentity(
  user: UserResource,
  page: UsersReply,
  types: readonly CeregoTagType[],
): ToldIdentity {
  const { name = null, email = null } = user.attributes ?? {};
  return { externalId: user.id, name, email, tags: toHeldTags(user, page, types) };
}

/** 15 users a page: 1.5 million. Higher numbers are not believed. */
export const maxPages = 100_000;
const maxPeople = 100_000_000;

/** null: not told. Throws ProviderError `bad-answer` for an impossible number of pages. */
export function toTotals({ data, meta }: UsersReply): { pages: number | null; people: number | null } {
  const pages = meta?.['total-pages'] ?? null;
  const people = meta?.['total-count'] ?? null;
  const least = data.length > 0 ? 1 : 0;
  if (pages !== null && !isCount(pages, least, maxPages)) {
    const words = `Cerego says that its list has ${pages} pages, which cannot be.`;
    throw new ProviderError('cerego', 'bad-answer', words);
  }
  return { pages, people: people !== null && isCount(people, 0, maxPeople) ? people : null };
}

function isCount(number: number, min: number, max: number): boolean {
  return Number.isInteger(number) && number >= min && number <= max;
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

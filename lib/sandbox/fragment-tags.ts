import { z } from 'zod';
import type { FragmentTag } from './entries.ts';
import { fragmentError } from './fragment-json.ts';
import type { Answer } from './provider.ts';
import type { Settings } from './settings.ts';

/** A key/value pair of a request; limits are checked by `changeTags`, which can name the offending key. */
export const tagSchema = z.strictObject({ key: z.string(), value: z.string() });

/** The four lists of an update. */
export type TagLists = {
  create?: FragmentTag[] | undefined;
  update?: FragmentTag[] | undefined;
  set?: FragmentTag[] | undefined;
  delete?: Array<{ key: string }> | undefined;
};

type Rules = Pick<Settings['fragment'], 'createExistsStatus' | 'updateMissingStatus' | 'keeps'>;

/**
 * The tags after all four lists, or the refusal of the whole call. Create needs an absent key, update a present
 * one, deleting an absent key does nothing (FRAGMENT's page "Update"). A key may stand once in a call.
 */
export function changeTags(
  rules: Rules,
  present: readonly FragmentTag[],
  lists: TagLists,
): { tags: FragmentTag[] } | { refusal: Answer } {
  const { create = [], update = [], set = [], delete: removed = [] } = lists;
  const written = [...create, ...update, ...set];
  const fault =
    written.map(limitBroken).find((text) => text !== undefined) ?? repeatedKey([...written, ...removed]);
  if (fault !== undefined) return { refusal: fragmentError(400, 'invalid_request', fault) };

  const tags = new Map(present.map(({ key, value }) => [key, value]));
  const keep = (text: string) => keptAs(text, rules.keeps);
  // A key that stands there exactly is meant; any other is meant as it would be kept.
  const place = (key: string) => (tags.has(key) ? key : keep(key));
  const existing = create.find(({ key }) => tags.has(place(key)));
  if (existing) {
    const text = `Tag key already exists: ${existing.key}`;
    return { refusal: fragmentError(rules.createExistsStatus, 'tag_already_exists', text) };
  }
  const missing = update.find(({ key }) => !tags.has(place(key)));
  if (missing) {
    const text = `Tag key does not exist: ${missing.key}`;
    return { refusal: fragmentError(rules.updateMissingStatus, 'tag_not_found', text) };
  }
  for (const { key, value } of written) tags.set(place(key), keep(value));
  for (const { key } of removed) tags.delete(place(key));
  return { tags: [...tags].map(([key, value]) => ({ key, value })) };
}

function keptAs(text: string, keeps: Rules['keeps']): string {
  if (keeps === 'exact') return text;
  return keeps === 'trimmed' ? text.trim() : text.trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** Lengths count Unicode code points, so an emoji is one character. */
function limitBroken({ key, value }: FragmentTag): string | undefined {
  if (key === '') return 'Tag key must not be empty';
  if ([...key].length > 50) return 'Tag key must not exceed 50 characters';
  if ([...value].length > 200) return 'Tag value must not exceed 200 characters';
  return /[#/:]/.test(key + value) ? 'Tag key and value must not contain #, /, or :' : undefined;
}

function repeatedKey(items: ReadonlyArray<{ key: string }>): string | undefined {
  const seen = new Set<string>();
  for (const { key } of items) {
    if (seen.has(key)) return `Tag key appears more than once: ${key}`;
    seen.add(key);
  }
  return undefined;
}

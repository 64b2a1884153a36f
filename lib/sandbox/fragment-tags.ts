import { z } from 'zod';
import type { FragmentTag } from './entries.ts';
import { fragmentError } from './fragment-json.ts';
import type { Answer } from './provider.ts';
import { countCharacters, type Settings } from './settings.ts';

/** `changeTags` checks limits, since it can name the key. */
export const tagSchema = z.strictObject({ key: z.string(), value: z.string() });

export type TagLists = {
  create?: FragmentTag[] | undefined;
  update?: FragmentTag[] | undefined;
  set?: FragmentTag[] | undefined;
  delete?: Array<{ key: string }> | undefined;
};

type Rules = Settings['fragment'];

/**
 * The tags after all four lists, or the refusal of all. Create needs an absent key, update a present one
 * ("Update"). `applied`: what a refused call changed, where set so.
 */
export function changeTags(
  rules: Rules,
  present: readonly FragmentTag[],
  asked: TagLists,
): { tags: FragmentTag[] } | { refusal: Answer; applied?: FragmentTag[] } {
  const lists = asKept(asked, rules, new Set(present.map(({ key }) => key)));
  const { create = [], update = [], set = [], delete: removed = [] } = lists;
  const written = [...create, ...update, ...set];
  const fault =
    written.map((tag) => limitBroken(rules, tag)).find((text) => text !== undefined) ??
    (rules.repeatedKey === 'refuse' ? repeatedKey([...written, ...removed]) : undefined);
  if (fault !== undefined) return { refusal: fragmentError(400, 'invalid_request', fault) };

  const tags = tagMap(present, rules.foldKeys);
  const refused = apply(tags, rules, { create, update, set, delete: removed });
  if (!refused) return { tags: tags.all() };
  return { refusal: refused, ...(rules.atomic ? {} : { applied: tags.all() }) };
}

/** Stops at the first refused item. */
function apply(tags: TagMap, rules: Rules, lists: TagLists): Answer | null {
  for (const tag of lists.create ?? []) {
    if (tags.has(tag.key)) {
      const text = `Tag key already exists: ${tag.key}`;
      return fragmentError(rules.createExistsStatus, 'tag_already_exists', text);
    }
    tags.put(tag);
  }
  for (const tag of lists.update ?? []) {
    if (!tags.has(tag.key)) return missing(rules, tag.key);
    tags.put(tag);
  }
  for (const tag of lists.set ?? []) tags.put(tag);
  for (const { key } of lists.delete ?? []) {
    if (rules.deleteMissing === 'refuse' && !tags.has(key)) return missing(rules, key);
    tags.remove(key);
  }
  return null;
}

function missing({ updateMissingStatus }: Rules, key: string): Answer {
  return fragmentError(updateMissingStatus, 'tag_not_found', `Tag key does not exist: ${key}`);
}

type TagMap = ReturnType<typeof tagMap>;

/** `folds`: keys are case-insensitive. */
function tagMap(present: readonly FragmentTag[], folds: boolean) {
  const nameOf = (key: string) => (folds ? key.toLowerCase() : key);
  const tags = new Map(present.map((tag) => [nameOf(tag.key), tag]));
  return {
    has: (key: string) => tags.has(nameOf(key)),
    put: ({ key, value }: FragmentTag) => {
      tags.set(nameOf(key), { key: tags.get(nameOf(key))?.key ?? key, value });
    },
    remove: (key: string) => {
      tags.delete(nameOf(key));
    },
    all: () => [...tags.values()].map(({ key, value }) => ({ key, value })),
  };
}

/** Normalised as kept, except keys that exist exactly. */
function asKept(lists: TagLists, { foldTexts, trimTexts }: Rules, standing: ReadonlySet<string>): TagLists {
  if (!foldTexts && !trimTexts) return lists;
  const keep = (text: string) => (foldTexts ? text.trim().replace(/\s+/gu, ' ').toLowerCase() : text.trim());
  const place = (key: string) => (standing.has(key) ? key : keep(key));
  const pairs = (list: FragmentTag[] | undefined) =>
    list?.map(({ key, value }) => ({ key: place(key), value: keep(value) }));
  return {
    create: pairs(lists.create),
    update: pairs(lists.update),
    set: pairs(lists.set),
    delete: lists.delete?.map(({ key }) => ({ key: place(key) })),
  };
}

function limitBroken({ characters, emptyValues }: Rules, { key, value }: FragmentTag): string | undefined {
  if (key === '') return 'Tag key must not be empty';
  if (value === '' && emptyValues === 'refuse') return 'Tag value must not be empty';
  if (countCharacters(key, characters) > 50) return 'Tag key must not exceed 50 characters';
  if (countCharacters(value, characters) > 200) return 'Tag value must not exceed 200 characters';
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

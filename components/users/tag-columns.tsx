'use client';

import type { Column } from '#components/data-table/columns.ts';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { Pattern, TagNode } from '#lib/shared/filter/grammar.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import type { ListedUser } from '#lib/shared/users.ts';
import { type ColumnLayout, chipRoom, trackText } from './column-widths.ts';
import { type OpenTags, TagCell } from './tag-cell.tsx';

export interface TagColumnInput {
  layout: ColumnLayout;
  terms: readonly TagNode[];
  onMore: OpenTags;
}

type Identity = ListedUser['identities'][number];
type Tags = readonly Identity['tags'][number][];

export function providerColumn(provider: ProviderId, input: TagColumnInput): Column<ListedUser> {
  return tagColumn(provider, provider, input, {
    head: providerNames[provider],
    tagsOf: ({ tags }) => matchedFirst(tags, provider, input.terms),
  });
}

export function keyColumn(
  id: string,
  { provider, key }: { provider: ProviderId; key: string },
  input: TagColumnInput,
): Column<ListedUser> {
  const column = tagColumn(id, provider, input, {
    head: key,
    tagsOf: ({ tags }) => tags.filter((tag) => tag.key === key),
    valuesOnly: true,
  });
  return { ...column, label: `${key} at ${providerNames[provider]}` };
}

function tagColumn(
  id: string,
  provider: ProviderId,
  { layout, onMore }: TagColumnInput,
  {
    head,
    tagsOf,
    valuesOnly = false,
  }: { head: string; tagsOf: (identity: Identity) => Tags; valuesOnly?: boolean },
): Column<ListedUser> {
  const width = chipRoom(id, layout);
  return {
    id,
    head: <TagHead provider={provider}>{head}</TagHead>,
    width: trackText(id, layout.widths),
    skeleton: '55%',
    cell: (user) => {
      const identity = user.identities.find((each) => each.provider === provider);
      return (
        <TagCell
          identity={identity}
          tags={identity ? tagsOf(identity) : []}
          valuesOnly={valuesOnly}
          width={width}
          owner={`${titleOf(user)} at ${providerNames[provider]}`}
          onMore={onMore}
        />
      );
    },
  };
}

function TagHead({ provider, children }: { provider: ProviderId; children: string }) {
  return (
    <>
      <ProviderMark provider={provider} size="small" />
      <span className="truncate">{children}</span>
    </>
  );
}

function matchedFirst<Tag extends TagText>(
  tags: readonly Tag[],
  provider: ProviderId,
  terms: readonly TagNode[],
): readonly Tag[] {
  const own = terms.filter((term) => term.provider === null || term.provider === provider);
  if (own.length === 0) return tags;
  const matched = (tag: Tag) => own.some((term) => fits(term.key, tag.key) && fits(term.value, tag.value));
  return [...tags.filter(matched), ...tags.filter((tag) => !matched(tag))];
}

function fits(pattern: Pattern | null, text: string | null): boolean {
  if (pattern === null) return true;
  if (text === null) return false;
  return pattern.open ? text.startsWith(pattern.text) : text === pattern.text;
}

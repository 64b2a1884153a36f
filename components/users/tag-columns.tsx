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

export function providerColumn(provider: ProviderId, input: TagColumnInput): Column<ListedUser> {
  const { layout, terms, onMore } = input;
  const name = providerNames[provider];
  const width = chipRoom(provider, layout);
  return {
    id: provider,
    head: <TagHead provider={provider}>{name}</TagHead>,
    width: trackText(provider, layout.widths),
    skeleton: '55%',
    cell: (user) => {
      const identity = user.identities.find((each) => each.provider === provider);
      return (
        <TagCell
          identity={identity}
          tags={identity ? matchedFirst(identity.tags, provider, terms) : []}
          width={width}
          owner={`${titleOf(user)} at ${name}`}
          onMore={onMore}
        />
      );
    },
  };
}

export function keyColumn(
  id: string,
  { provider, key }: { provider: ProviderId; key: string },
  { layout, onMore }: TagColumnInput,
): Column<ListedUser> {
  const width = chipRoom(id, layout);
  return {
    id,
    head: <TagHead provider={provider}>{key}</TagHead>,
    label: `${key} at ${providerNames[provider]}`,
    width: trackText(id, layout.widths),
    skeleton: '55%',
    cell: (user) => {
      const identity = user.identities.find((each) => each.provider === provider);
      return (
        <TagCell
          identity={identity}
          tags={identity ? identity.tags.filter((tag) => tag.key === key) : []}
          valuesOnly
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

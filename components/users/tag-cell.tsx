import type { ListedIdentity } from '#lib/shared/users.ts';
import { formatDisagreement, type RowTag } from './disagreements.ts';
import { fitChips, roomForOne, shortKey } from './fit-chips.ts';
import { TagChip } from './tag-chip.tsx';

export type OpenTags = (anchor: HTMLElement, identity: ListedIdentity, tags: readonly RowTag[]) => void;

interface TagCellProps {
  /** undefined: no identity there. */
  identity: ListedIdentity | undefined;
  /** In display order. */
  tags: readonly RowTag[];
  /** The head names the key. */
  valuesOnly?: boolean | undefined;
  /** Pixels. */
  width: number;
  /** For the button's name: “3 more tags of Hye-jin Seo at Vero”. */
  owner: string;
  onMore: OpenTags;
}

const buttonWidth = 30;

/** Whole chips, then a “+3” that opens all, as does the mark of a disagreement. */
export function TagCell({ identity, tags, valuesOnly = false, width, owner, onMore }: TagCellProps) {
  if (!identity || tags.length === 0) {
    return (
      <span role="img" aria-label={identity ? 'no tags' : 'no identity'} className="text-fg-3">
        –
      </span>
    );
  }
  const disagreeing = tags.filter((tag) => tag.differs);
  const room = disagreeing.length > 0 ? width - buttonWidth : width;
  const fitting = valuesOnly ? 1 : fitChips(tags, room);
  const more = tags.length - fitting;
  return (
    <>
      {tags.slice(0, fitting).map((tag) => (
        <TagChip
          key={`${tag.key}=${tag.value}`}
          tag={tag}
          keyText={valuesOnly ? null : fitting === 1 ? shortKey(tag, roomForOne(tags.length, room)) : tag.key}
        />
      ))}
      {disagreeing.length > 0 && (
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label={disagreeing.map((tag) => formatDisagreement(identity.provider, tag)).join('; ')}
          data-tip={disagreeing.map((tag) => formatDisagreement(identity.provider, tag)).join('\n')}
          onClick={(event) => onMore(event.currentTarget, identity, tags)}
          className="min-h-6 min-w-6 shrink-0 rounded-mark text-14 font-semibold text-warn hover:bg-active"
        >
          ≠
        </button>
      )}
      {more > 0 && (
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label={`${more} more ${more === 1 ? 'tag' : 'tags'} of ${owner}`}
          onClick={(event) => onMore(event.currentTarget, identity, tags)}
          className="min-h-6 min-w-6 shrink-0 rounded-mark px-0.5 text-12 text-fg-3 tabular-nums hover:bg-active hover:text-fg"
        >
          +{more}
        </button>
      )}
    </>
  );
}

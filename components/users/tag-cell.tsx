import { classNames } from '#components/ui/class-names.ts';
import type { ListedIdentity, ShownTag } from '#lib/shared/users.ts';
import { fitChips } from './fit-chips.ts';
import { TagChip } from './tag-chip.tsx';

export type OpenTags = (anchor: HTMLElement, identity: ListedIdentity, tags: readonly ShownTag[]) => void;

interface TagCellProps {
  /** undefined: no identity there. */
  identity: ListedIdentity | undefined;
  /** In display order. */
  tags: readonly ShownTag[];
  /** The head names the key. */
  valuesOnly?: boolean | undefined;
  /** Pixels. */
  width: number;
  /** For the button's name: “3 more tags of Hye-jin Seo at Vero”. */
  owner: string;
  onMore: OpenTags;
}

/** Whole chips, each opening what it can filter, then a “+3” that opens all; the number alone where none fits. */
export function TagCell({ identity, tags, valuesOnly = false, width, owner, onMore }: TagCellProps) {
  if (!identity || tags.length === 0) {
    return (
      <span role="img" aria-label={identity ? 'no tags' : 'no identity'} className="text-fg-3">
        –
      </span>
    );
  }
  const shown = valuesOnly ? tags.slice(0, 1) : fitChips(tags, width);
  const more = tags.length - shown.length;
  const noun = more === 1 ? 'tag' : 'tags';
  return (
    <>
      {shown.map((tag) => (
        <TagChip
          key={`${tag.key}=${tag.value}`}
          tag={tag}
          valueOnly={valuesOnly}
          onPress={(chip) => onMore(chip, identity, [tag])}
        />
      ))}
      {more > 0 && (
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label={shown.length > 0 ? `${more} more ${noun} of ${owner}` : `${more} ${noun} of ${owner}`}
          onClick={(event) => onMore(event.currentTarget, identity, tags)}
          className={classNames(
            'min-w-6 shrink-0 text-12 text-fg-3 tabular-nums hover:bg-active hover:text-fg',
            shown.length > 0 ? 'min-h-6 rounded-mark px-0.5' : 'h-5.5 rounded-chip border border-line px-1.5',
          )}
        >
          {shown.length > 0 ? `+${more}` : more}
        </button>
      )}
    </>
  );
}

import type { ListedIdentity } from '#lib/shared/users.ts';
import { type RowTag, sayDisagreement } from './disagreements.ts';
import { fitChips, roomForOne, shortKey } from './fit-chips.ts';
import { TagChip } from './tag-chip.tsx';

export type OpenTags = (anchor: HTMLElement, identity: ListedIdentity, tags: readonly RowTag[]) => void;

interface TagCellProps {
  /** Undefined: the user has no identity there. */
  identity: ListedIdentity | undefined;
  /** In the order to show them. */
  tags: readonly RowTag[];
  /** The column's head names the key: chips show values alone. */
  valuesOnly?: boolean | undefined;
  /** Pixels for chips. */
  width: number;
  /** Whose tags, for the name of the button: “3 more tags of Hye-jin Seo at Vero”. */
  owner: string;
  onMore: OpenTags;
}

const buttonWidth = 30;

/**
 * The chips that fit, whole, then how many there are more; the number opens them all beside the row, and so does the
 * sign that another provider says otherwise.
 */
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
          aria-label={disagreeing.map((tag) => sayDisagreement(identity.provider, tag)).join('; ')}
          data-tip={disagreeing.map((tag) => sayDisagreement(identity.provider, tag)).join('\n')}
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

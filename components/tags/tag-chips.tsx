'use client';

import { type KeyboardEvent, useRef, useState } from 'react';
import type { PaintedTag } from './shown-tags.ts';
import { TagChip } from './tag-chip.tsx';
import type { MarkedRemoval } from './use-marked-removal.ts';

interface TagChipsProps {
  tags: readonly PaintedTag[];
  /** null: not permitted or not possible. */
  onRemove: ((tag: PaintedTag) => void) | null;
  removal: MarkedRemoval;
  /** Keys whose proof the region says. */
  told: ReadonlySet<string> | undefined;
}

/** One tab stop: arrows, Home and End go from chip to chip; Delete marks one, and pressed again removes it. */
export function TagChips({ tags, onRemove, removal, told }: TagChipsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [stop, setStop] = useState<string | null>(null);
  const { marked, unmark } = removal;
  const removable = tags.filter((tag) => onRemove !== null && tag.underWay !== 'removing');
  const tabStop = removable.find(({ key }) => key === stop) ?? removable[0];

  const buttons = () => [...(list.current?.querySelectorAll<HTMLElement>('button:enabled') ?? [])];
  const focusedPlace = () => buttons().findIndex((button) => button.matches(':focus'));

  function remove(tag: PaintedTag) {
    const all = buttons();
    const at = focusedPlace();
    // Its button goes: keyboard focus passes to the next chip.
    if (all[at]?.matches(':focus-visible')) (all[at + 1] ?? all[at - 1] ?? list.current)?.focus();
    onRemove?.(tag);
  }

  function onKeyDown(event: KeyboardEvent) {
    const all = buttons();
    const at = focusedPlace();
    const tag = removable[at];
    if (!tag || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = nextPlace(event.key, at, all.length - 1);
    if (to !== null) all[to]?.focus();
    else if (event.key === 'Escape' && marked !== null) unmark();
    else if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    else removal.press(event, tag, remove);
    event.preventDefault();
  }

  function onFocus() {
    unmark();
    const tag = removable[focusedPlace()];
    if (tag) setStop(tag.key);
  }

  return (
    <ul
      ref={list}
      tabIndex={-1}
      aria-label="Tags"
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={unmark}
      className="flex flex-wrap items-center gap-1.5 outline-none"
    >
      {tags.map((tag) => (
        <TagChip
          key={tag.key}
          tag={tag}
          onRemove={onRemove && (() => remove(tag))}
          isTabStop={tag === tabStop}
          marked={tag.key === marked}
          isTold={told?.has(tag.key) ?? false}
        />
      ))}
    </ul>
  );
}

/** null: the key goes nowhere. */
function nextPlace(key: string, at: number, last: number): number | null {
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(at + 1, last);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
}

'use client';

import { type KeyboardEvent, useRef, useState } from 'react';
import { announce } from '#components/ui/live-region.tsx';
import { type PaintedTag, tagName } from './shown-tags.ts';
import { TagChip } from './tag-chip.tsx';

interface TagChipsProps {
  tags: readonly PaintedTag[];
  /** null: not permitted or not possible. */
  onRemove: ((tag: PaintedTag) => void) | null;
}

/** One tab stop: arrows, Home and End go from chip to chip; Delete marks one, and pressed again removes it. */
export function TagChips({ tags, onRemove }: TagChipsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [stop, setStop] = useState<string | null>(null);
  const [marked, setMarked] = useState<string | null>(null);
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
    else if (event.key === 'Escape' && marked !== null) setMarked(null);
    else if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    else if (marked === tag.key) remove(tag);
    else if (!event.repeat) {
      setMarked(tag.key);
      announce(`Press ${event.key} again to remove ${tagName(tag)}`);
    }
    event.preventDefault();
  }

  function onFocus() {
    setMarked(null);
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
      onBlur={() => setMarked(null)}
      className="flex flex-wrap items-center gap-1.5 outline-none"
    >
      {tags.map((tag) => (
        <TagChip
          key={tag.key}
          tag={tag}
          onRemove={onRemove && (() => remove(tag))}
          isTabStop={tag === tabStop}
          marked={tag.key === marked}
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

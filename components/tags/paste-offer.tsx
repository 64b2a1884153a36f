'use client';

import {
  type ClipboardEvent,
  type ComponentProps,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useRef,
  useState,
} from 'react';
import { isComposing } from '#components/ui/is-composing.ts';
import { announce } from '#components/ui/live-region.tsx';
import { insertText } from '#components/ui/paste-into-line.ts';
import { PastedPanel } from './pasted-panel.tsx';
import { type PastedTag, type PastedTags, readPastedTags } from './pasted-tags.ts';

/** More are offered next. */
const maxAtOnce = 100;

type PasteOptions = {
  hasValues: boolean;
  /** “tag”, “change”. */
  noun: string;
  /** The broken rule, or null. */
  check: (tag: PastedTag) => string | null;
  /** `isTyped`: the list is in the field, too. */
  onAdd: (tags: readonly PastedTag[], isTyped: boolean) => void;
  /** Adds it as one tag; null: it goes into the field. */
  onAddOne: ((text: string) => void) | null;
};

/** Props of the form, and the offer above its fields. */
export type PasteOffer = Pick<ComponentProps<'form'>, 'onPasteCapture' | 'onInput' | 'onKeyDownCapture'> & {
  panel: ReactNode;
};

/**
 * Pasting a list into a field for one tag. Lines and tabs wait for a choice, and Enter takes the list; commas
 * stay in the field, and Enter takes one tag.
 */
export function usePasteOffer({ hasValues, noun, check, onAdd, onAddOne }: PasteOptions): PasteOffer {
  const [pasted, setPasted] = useState<PastedTags | null>(null);
  const field = useRef<HTMLInputElement | null>(null);
  const faults = pasted?.tags.flatMap((tag) => check(tag) ?? []) ?? [];
  const good = pasted?.tags.filter((tag) => check(tag) === null).slice(0, maxAtOnce) ?? [];

  const close = () => {
    setPasted(null);
    field.current?.focus();
  };
  const add = () => {
    if (!pasted || good.length === 0) return;
    onAdd(good, !pasted.sure);
    const tags = pasted.tags.filter((tag) => !good.includes(tag));
    const isLeft = tags.length + pasted.unread.length > 0;
    setPasted(isLeft ? { ...pasted, tags, sure: true } : null);
    field.current?.focus();
  };
  const addOne = () => {
    if (!pasted || !field.current) return;
    const { value } = field.current;
    close();
    // Beside other text it is inserted at the cursor.
    if (onAddOne && (!pasted.sure || value === '')) onAddOne(pasted.sure ? pasted.asOne : value);
    else if (pasted.sure) insertText(field.current, pasted.asOne);
  };

  return {
    onPasteCapture: (event: ClipboardEvent<HTMLElement>) => {
      if (!(event.target instanceof HTMLInputElement)) return;
      const found = readPastedTags(event.clipboardData.getData('text/plain'), hasValues);
      field.current = event.target;
      setPasted(found);
      if (!found) return;
      if (found.sure) event.preventDefault();
      const first = found.sure ? `Enter adds ${found.tags.length} ${noun}s` : `Enter adds it as one ${noun}`;
      announce(`A list was pasted. ${first}; the other choice is above the field`);
    },
    // Typing on discards the offer. Not in the capture phase: React would redraw the old text after setState
    // there and miss the letter.
    onInput: (event: FormEvent<HTMLElement>) => {
      const { inputType } = event.nativeEvent as InputEvent;
      if (inputType !== 'insertFromPaste') setPasted(null);
    },
    onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => {
      if (!pasted || isComposing(event) || !(event.target instanceof HTMLInputElement)) return;
      if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && pasted.sure && good.length > 0) add();
      else {
        if (event.key === 'Enter') setPasted(null);
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
    panel: pasted && (
      <PastedPanel
        pasted={pasted}
        noun={noun}
        good={good.length}
        faults={[...faults, ...pasted.unread.map((text) => `“${text}” is no key with a value.`)]}
        asOne={onAddOne ? `Add as one` : pasted.sure ? 'Paste as one' : null}
        onAdd={add}
        onAddOne={addOne}
        onClose={close}
      />
    ),
  };
}

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
import { announce } from '#components/ui/live-region.tsx';
import { insertText } from '#components/ui/paste-into-line.ts';
import { PastedPanel } from './pasted-panel.tsx';
import { type PastedTag, type PastedTags, readPastedTags } from './pasted-tags.ts';

/** More go into no one edit: the rest is offered next. */
const maxAtOnce = 100;

type PasteOptions = {
  hasValues: boolean;
  /** “tag”, “act”. */
  noun: string;
  /** The rule that the tag breaks, else null. */
  check: (tag: PastedTag) => string | null;
  /** `isTyped`: the list stands in the field as well. */
  onAdd: (tags: readonly PastedTag[], isTyped: boolean) => void;
  /** Adds the text as one tag; null: it is put into the field, which asks for more. */
  onAddOne: ((text: string) => void) | null;
};

/** What a form's element takes, and the offer to show above its fields. */
export type PasteOffer = Pick<ComponentProps<'form'>, 'onPasteCapture' | 'onInput' | 'onKeyDownCapture'> & {
  panel: ReactNode;
};

/**
 * A list that is pasted into a field for one tag: nothing is joined unseen. Lines and tabs wait for the choice, and Enter
 * takes the list; commas stand in the field, and Enter takes them as one tag.
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
    // Beside other text it is put where the cursor is.
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
    // Whoever types on has made something else of it. Not while capturing: React draws the field's old text again after
    // a state that is set there, and hears nothing of the letter.
    onInput: (event: FormEvent<HTMLElement>) => {
      const { inputType } = event.nativeEvent as InputEvent;
      if (inputType !== 'insertFromPaste') setPasted(null);
    },
    onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => {
      if (!pasted || event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return;
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

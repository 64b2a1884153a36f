'use client';

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { afterPress } from '#components/ui/after-press.ts';
import { announce } from '#components/ui/live-region.tsx';
import { editQuery, lastTokenFrom, type QueryEdit } from '#lib/shared/filter/query-tokens.ts';

/** `head`: the text that the tokens stand for. */
type Edit = QueryEdit & { head: string };

/** Of scripts written from right to left, whose letters are not in the order of the text. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** An input method's first key, too: it is not known yet what it writes. */
const unknownKeys = new Set(['Process', 'Unidentified', 'Dead']);

/**
 * Keeps the whole filter in the search field, whatever is drawn before it: what the tokens stand for is only
 * moved out of sight, so that selection, clipboard, undo and input methods work on the text as ever. null:
 * nobody edits. Backspace behind a token selects it, and then removes what is selected.
 */
export function useQueryEdit(field: RefObject<HTMLInputElement | null>, text: string): Edit | null {
  const [edit, setEdit] = useState<Edit | null>(null);
  // Until the field is entered anew: whoever is in it now has typed what made this load.
  const isTyped = useRef(true);

  const look = useRef(() => {
    const element = field.current;
    const found = element === document.activeElement && element ? readEdit(element, isTyped.current) : null;
    setEdit((before) => (isSame(before, found) ? before : found));
  });

  // Also when a press has altered the text.
  useLayoutEffect(() => {
    if (text !== undefined) look.current();
  }, [text]);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.textIndent = edit?.head ? `-${widthOf(edit.head, element)}px` : '';
    return () => {
      element.style.textIndent = '';
    };
  }, [field, edit]);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    const stop = new AbortController();
    const { signal } = stop;
    /** What Backspace selected. */
    let marked: readonly [number, number] | null = null;
    const isMarked = () =>
      marked !== null && element.selectionStart === marked[0] && element.selectionEnd === marked[1];
    const update = () => {
      if (!isMarked()) marked = null;
      look.current();
    };
    /** What is typed behind a token begins another one. */
    const leaveToken = () => {
      if (isMarked()) element.setSelectionRange(element.selectionEnd, element.selectionEnd);
      const now = readEdit(element, isTyped.current);
      const isBehind = isCursorBehind(now) && !/[\s(]$/.test(now.head);
      if (isBehind) document.execCommand('insertText', false, ' ');
    };

    element.addEventListener(
      'focus',
      () => {
        isTyped.current = false;
        update();
      },
      { signal },
    );
    // A press behind tokens that stand for the whole text would fall somewhere into that text.
    element.addEventListener(
      'mousedown',
      (event) => {
        if (element === document.activeElement || !element.matches('[data-covers] ~ input')) return;
        event.preventDefault();
        element.focus();
        element.setSelectionRange(element.value.length, element.value.length);
      },
      { signal },
    );
    // Lines may go with it: not from under a press.
    element.addEventListener('blur', () => afterPress(update), { signal });
    document.addEventListener('selectionchange', update, { signal });
    // After React, which hears there too: drawn before, the field would lose the key.
    document.addEventListener(
      'input',
      ({ target }) => {
        if (target !== element) return;
        isTyped.current = true;
        update();
      },
      { signal },
    );
    element.addEventListener('paste', leaveToken, { signal });
    element.addEventListener(
      'keydown',
      (event) => {
        const { key } = event;
        const isShortcut = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
        const isText = key.length === 1 ? !/[\s)]/.test(key) && !isShortcut : unknownKeys.has(key);
        if (isText && !event.isComposing) leaveToken();
      },
      { signal },
    );
    element.addEventListener(
      'beforeinput',
      (event) => {
        if (event.inputType !== 'deleteContentBackward' || event.isComposing || !event.cancelable) return;
        const now = readEdit(element, isTyped.current);
        if (!isCursorBehind(now)) return;
        event.preventDefault();
        marked = [lastTokenFrom(now.tokens), now.from];
        element.setSelectionRange(...marked);
        update();
        announce(`Press Backspace again to remove ${element.value.slice(...marked).trim()}`);
      },
      { signal },
    );
    update();
    return () => stop.abort();
  }, [field]);

  return edit;
}

function readEdit(element: HTMLInputElement, isTyped: boolean): Edit {
  const { value, selectionStart, selectionEnd } = element;
  const selection = [selectionStart ?? value.length, selectionEnd ?? value.length] as const;
  if (rightToLeft.test(value)) return { tokens: [], from: 0, head: '', selection };
  const found = editQuery(value, selection, isTyped);
  return { ...found, head: value.slice(0, found.from) };
}

/** Between the tokens and the text. */
function isCursorBehind({ tokens, from, selection }: QueryEdit): boolean {
  return tokens.length > 0 && selection[0] === from && selection[1] === from;
}

/** Drawn alike: a cursor may have moved in the text. */
function isSame(before: Edit | null, found: Edit | null): boolean {
  if (before === null || found === null) return before === found;
  const marks = ({ selection: [from, to], tokens }: Edit) =>
    tokens.filter(({ at, end }) => from < to && from <= at && end <= to).length;
  return (
    before.head === found.head &&
    before.tokens.length === found.tokens.length &&
    marks(before) === marks(found)
  );
}

let canvas: CanvasRenderingContext2D | null = null;

/** In pixels, in the field's font. */
function widthOf(text: string, element: HTMLElement): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return 0;
  const { fontStyle, fontWeight, fontSize, fontFamily, letterSpacing } = getComputedStyle(element);
  // The shorthand is empty in forced colours.
  canvas.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  canvas.letterSpacing = letterSpacing === 'normal' ? '0px' : letterSpacing;
  return canvas.measureText(text).width;
}

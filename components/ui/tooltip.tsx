'use client';

import { useEffect, useRef } from 'react';
import { spellOut } from '#lib/providers/text-signs.ts';
import { formatExactTime } from './format-time.ts';
import { isComposing } from './is-composing.ts';
import { placeBeside } from './place-beside.ts';

const delay = 350;
/** Time to reach the tip with the pointer. */
const leaveMs = 200;
const selector = '[data-tip], [data-tip-time]';

function tipOf(target: Element): string | null {
  const moment = target.getAttribute('data-tip-time');
  if (moment === null) return target.getAttribute('data-tip');
  // The page's, for dialogs, which stand beside it.
  const zone = document.querySelector('[data-zone]')?.getAttribute('data-zone');
  return formatExactTime(Number(moment), zone ?? undefined);
}

/**
 * One tip for the page: `data-tip="text"` shows on hover and keyboard focus, repeating a name or description,
 * so thousands of chips cost nothing; Escape hides it.
 */
export function TooltipLayer() {
  const layer = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const tip = layer.current;
    if (!tip) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shownFor: Element | null = null;

    const hide = () => {
      clearTimeout(timer);
      shownFor = null;
      if (tip.matches(':popover-open')) tip.hidePopover();
    };
    const show = (target: Element, after: number) => {
      clearTimeout(timer);
      shownFor = target;
      timer = setTimeout(() => {
        const text = tipOf(target);
        if (!text || !target.isConnected) return;
        tip.textContent = text.split('\n').map(spellOut).join('\n');
        if (tip.matches(':popover-open')) tip.hidePopover();
        tip.showPopover();
        placeBeside(tip, target, { side: 'above', align: 'center' });
      }, after);
    };
    const onOver = (event: PointerEvent) => {
      if (event.pointerType === 'touch' || !(event.target instanceof Element)) return;
      const target = tip.contains(event.target) ? shownFor : event.target.closest(selector);
      const isShown = tip.matches(':popover-open');
      if (target !== null && target === shownFor) {
        if (isShown) clearTimeout(timer);
      } else if (target) show(target, delay);
      else if (isShown) {
        clearTimeout(timer);
        timer = setTimeout(hide, leaveMs);
      } else hide();
    };
    const onFocus = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(`:is(${selector}):focus-visible`))
        show(event.target, 0);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isComposing(event)) hide();
    };

    document.addEventListener('pointerover', onOver);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', hide);
    document.addEventListener('keydown', onKey);
    window.addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('keydown', onKey);
      window.removeEventListener('scroll', hide, { capture: true });
    };
  }, []);

  return (
    <div
      ref={layer}
      popover="manual"
      data-react-aria-top-layer
      role="tooltip"
      translate="no"
      className="max-w-80 rounded-control bg-fg px-2 py-1.25 text-12 wrap-anywhere text-surface shadow-float"
    />
  );
}

'use client';

import { useRef } from 'react';
import { Button, CloseButton } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { useBottomBar } from '#components/ui/use-bottom-bar.ts';
import { PutBackWords } from './put-back-words.tsx';
import { verbNames } from './question-dialog.tsx';
import type { DriftVerb, Target } from './use-decide.ts';

const keys: Record<DriftVerb, string> = { accept: '↵', 'put-back': 'P', ignore: 'I' };

/** Between its foot and the window's. */
const marginPx = 14;

interface DecideBarProps {
  target: Target;
  busy: boolean;
  onDecide: (verb: DriftVerb) => void;
  onClear: () => void;
}

/** For the selection. Accepting is the filled one: it sends nothing. */
export function DecideBar({ target, busy, onDecide, onClear }: DecideBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  useBottomBar(bar, marginPx);
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label="Selection"
      className="appear-base absolute bottom-3.5 left-1/2 z-20 flex min-h-11 w-max max-w-[calc(100%-16px)] -translate-x-1/2 flex-wrap items-center gap-2 rounded-card bg-raised py-1.5 ps-3.5 pe-1.5 shadow-float forced-colors:border phone:fixed phone:bottom-[calc(65px+env(safe-area-inset-bottom))] phone:w-[calc(100%-16px)] phone:pe-3.5"
    >
      <p className="me-1 font-semibold tabular-nums phone:flex-1 phone:basis-2/3">
        {formatCount(target.count)} selected
        <PutBackWords target={target} />
      </p>
      {(['accept', 'put-back', 'ignore'] as const).map((verb) => (
        <Button
          key={verb}
          look={verb === 'accept' ? 'primary' : 'default'}
          busy={busy}
          onClick={() => onDecide(verb)}
          className="phone:order-last phone:flex-1"
        >
          {verbNames[verb]}
          <span aria-hidden className="phone:hidden">
            <Kbd keys={[keys[verb]]} />
          </span>
        </Button>
      ))}
      <CloseButton label="Clear selection" onClick={onClear} />
    </div>
  );
}

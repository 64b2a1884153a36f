'use client';

import { Check, OctagonAlert, TriangleAlert, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { choicesFor } from '#lib/shared/cures.ts';
import type { TargetFilter } from '../list-filters.ts';
import { type Foreseen, formatChoice, formatChosen, formatForeseen } from './foreseen.ts';
import { LabelChoice } from './label-choice.tsx';
import type { usePlanActions } from './use-plan-actions.ts';

const looks = {
  choose: { box: 'border-warn-line bg-warn-tint', icon: 'text-warn', Icon: TriangleAlert },
  refused: { box: 'border-danger-line bg-danger-tint', icon: 'text-danger', Icon: OctagonAlert },
  chosen: { box: 'border-line bg-sunken', icon: 'text-fg-2', Icon: Check },
} as const;

interface CureLineProps {
  foreseen: Foreseen;
  /** null: not permitted, or no plan that can be altered. */
  actions: ReturnType<typeof usePlanActions> | null;
  onOpen: (filter: TargetFilter) => void;
}

/** What would fail and what can be done about it, or what was chosen. */
export function CureLine({ foreseen, actions, onOpen }: CureLineProps) {
  const [isChoosing, setChoosing] = useState(false);
  const { provider, cause, key, status, reason, chosen } = foreseen;
  const { strong, rest } = chosen ? formatChosen(foreseen) : formatForeseen(foreseen);
  const what = { provider, cause, key };
  const busyWith = (choice: string) => actions?.busy === `cure ${provider} ${cause} ${key} ${choice}`;
  return (
    <Line look={chosen ? 'chosen' : status === 'refused' ? 'refused' : 'choose'} strong={strong} rest={rest}>
      {!chosen &&
        actions &&
        choicesFor(provider, cause).map((choice) => (
          <Button
            key={choice}
            size="small"
            look={choice === 'leave' ? 'quiet' : 'default'}
            busy={busyWith(choice)}
            aria-expanded={choice === 'replace' ? isChoosing : undefined}
            onClick={() =>
              choice === 'replace'
                ? setChoosing(!isChoosing)
                : void actions.cure({ ...what, choice, to: null })
            }
          >
            {formatChoice(choice, foreseen)}
          </Button>
        ))}
      {(!chosen || chosen.choice === 'leave') && (
        <Button
          size="small"
          look="quiet"
          aria-label={`Show: ${strong}`}
          onClick={() => onOpen({ status, provider, reason })}
        >
          Show
        </Button>
      )}
      {chosen && chosen.choice !== 'create' && actions && (
        <Button
          size="small"
          look="quiet"
          aria-label={`Take back: ${strong}`}
          icon={<Undo2 aria-hidden strokeWidth={1.5} className="size-3.5" />}
          busy={busyWith('null')}
          onClick={() => void actions.cure({ ...what, choice: null, to: null })}
        >
          Take back
        </Button>
      )}
      {isChoosing && actions && (
        <LabelChoice
          provider={provider}
          label={key}
          busy={busyWith('replace')}
          onChoose={(to) => void actions.cure({ ...what, choice: 'replace', to })}
        />
      )}
    </Line>
  );
}

function Line({
  look,
  strong,
  rest,
  children,
}: {
  look: keyof typeof looks;
  strong: string;
  rest: string;
  children: ReactNode;
}) {
  const { box, icon, Icon } = looks[look];
  return (
    <li
      className={classNames(
        'flex min-h-9 flex-wrap items-center gap-x-1.5 gap-y-1 rounded-control border px-2.5 py-1.25',
        box,
      )}
    >
      <Icon aria-hidden strokeWidth={1.5} className={classNames('size-4 shrink-0', icon)} />
      <p className="min-w-60 flex-1 px-0.5 text-12 text-fg-2 phone:basis-[80%]">
        <b className="font-semibold text-fg wrap-anywhere">
          <Verbatim>{strong}</Verbatim>
        </b>{' '}
        <Verbatim>{rest}</Verbatim>
      </p>
      {children}
    </li>
  );
}

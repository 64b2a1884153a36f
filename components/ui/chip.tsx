import { X } from 'lucide-react';
import { type CSSProperties, type ReactNode, useId } from 'react';
import { spellOut } from '#lib/providers/text-signs.ts';
import { classNames } from './class-names.ts';
import { Verbatim } from './verbatim.tsx';

export type ChipState = 'settled' | 'pending' | 'unknown' | 'refused' | 'planned';

/** Solid edge: settled. Dashed: on its way, or not known. Tinted and struck: refused. Tinted accent: planned. */
const states: Record<ChipState, { box: string; name: string; meta: string }> = {
  settled: { box: 'border-line bg-chip', name: '', meta: 'text-fg-3' },
  pending: { box: 'border-dashed border-accent-line bg-transparent', name: '', meta: 'text-accent' },
  unknown: { box: 'border-dashed border-warn bg-warn-tint', name: '', meta: 'text-warn' },
  refused: {
    box: 'border-danger-line bg-danger-tint',
    name: 'line-through decoration-danger',
    meta: 'text-danger',
  },
  planned: { box: 'border-accent-line bg-accent-tint', name: '', meta: 'text-fg-2' },
};

export interface ChipProps {
  /** `li` inside a list; it is then named by `label`, since list items take no name from what they hold. */
  as?: 'span' | 'li' | undefined;
  /** The whole text of the chip, for screen readers and tests. */
  label?: string | undefined;
  /** What is known of it, as words: the accessible description. Said, and drawn only if `meta` is absent. */
  description?: string | undefined;
  /** The mark before the text, 12 px. */
  mark?: ReactNode;
  /** The quieter part before an equals sign; a text may run either way. */
  keyText?: string | undefined;
  /** The key is cut: what says all of it is the mark, or whatever stands beside it. */
  isKeyCut?: boolean | undefined;
  /** Text that may run either way, or what is drawn for it. */
  value: ReactNode;
  /** Word and time after the text. */
  meta?: ReactNode;
  state?: ChipState | undefined;
  /** A CSS colour, drawn as a 2 px bar. */
  colour?: string | null | undefined;
  /** Stronger edge on a selected row. */
  raised?: boolean | undefined;
  /** The button that takes it away, usually `<ChipRemove>`. */
  remove?: ReactNode;
  /** Shown on hover and focus. */
  tip?: string | undefined;
  className?: string | undefined;
}

/** A 22 px chip (32 by touch): mark, text, and what is known of it. Pure look; it decides nothing. */
export function Chip({
  as: Element = 'span',
  label,
  description,
  mark,
  keyText,
  isKeyCut = false,
  value,
  meta,
  state = 'settled',
  colour,
  raised = false,
  remove,
  tip,
  className,
}: ChipProps) {
  const descriptionId = useId();
  const look = states[state];
  const bar: CSSProperties | undefined = colour ? { background: colour } : undefined;
  return (
    <Element
      aria-label={Element === 'li' && label !== undefined ? spellOut(label) : undefined}
      aria-describedby={description === undefined ? undefined : descriptionId}
      data-tip={tip}
      data-state={state}
      className={classNames(
        'relative inline-flex h-5.5 max-w-full min-w-0 items-center gap-1 rounded-chip border ps-1.25 pe-1.75 text-12 whitespace-nowrap text-fg phone:h-8 phone:rounded-[7px] phone:px-2 phone:text-13',
        raised && state === 'settled' ? 'border-line-strong bg-surface' : look.box,
        className,
      )}
    >
      {bar && <span aria-hidden className="me-px h-3 w-0.5 shrink-0 rounded-full" style={bar} />}
      {mark}
      {/* As few elements as can be: a list draws hundreds of chips. */}
      {keyText !== undefined ? (
        <span className={classNames('min-w-0 truncate text-fg-3', look.name)}>
          <Verbatim aria-hidden={isKeyCut || undefined}>{keyText}</Verbatim> ={' '}
          <Verbatim className="text-fg">{value}</Verbatim>
        </span>
      ) : (
        <Verbatim className={classNames('min-w-0 truncate', look.name)}>{value}</Verbatim>
      )}
      {meta !== undefined && <span className={classNames('ps-0.5 tabular-nums', look.meta)}>{meta}</span>}
      {description !== undefined && (
        <span id={descriptionId} className="sr-only">
          {description}
        </span>
      )}
      {remove}
    </Element>
  );
}

/** The × of a chip: its name says what it removes, e.g. “Remove prospect”. */
export function ChipRemove({
  label,
  onRemove,
  disabled,
}: {
  label: string;
  onRemove: () => void;
  disabled?: boolean;
}) {
  return (
    <button
      type="button"
      aria-label={spellOut(label)}
      disabled={disabled}
      onClick={onRemove}
      className="relative -me-1.25 grid size-4.5 shrink-0 place-content-center rounded-mark text-fg-3 after:absolute after:-inset-0.75 hover:bg-active hover:text-fg disabled:opacity-50 phone:-me-1.5 phone:size-7"
    >
      <X aria-hidden strokeWidth={1.75} className="size-3" />
    </button>
  );
}

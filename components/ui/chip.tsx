import { X } from 'lucide-react';
import { type CSSProperties, type MouseEvent, type ReactNode, useId } from 'react';
import { spellOut } from '#lib/providers/text-signs.ts';
import { classNames } from './class-names.ts';
import { Verbatim } from './verbatim.tsx';

export type ChipState = 'settled' | 'pending' | 'unknown' | 'refused' | 'planned';

/** Solid: settled. Dashed: pending or unknown. Struck: refused. Accent: planned. */
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
  /** `li` is named by `label`: list items take no name from their content. `button`: outside the tab order. */
  as?: 'span' | 'li' | 'button' | undefined;
  /** Of `button`. */
  onPress?: ((chip: HTMLElement) => void) | undefined;
  /** The whole text, for screen readers and tests. */
  label?: string | undefined;
  /** Accessible description; visible only without `meta`. */
  description?: string | undefined;
  /** 12 px. */
  mark?: ReactNode;
  /** Before an equals sign; bidi-isolated. */
  keyText?: string | undefined;
  /** Bidi text or an element. */
  value: ReactNode;
  /** Word and time after the text. */
  meta?: ReactNode;
  state?: ChipState | undefined;
  /** A CSS colour, as a 2 px bar. */
  colour?: string | null | undefined;
  /** For selected rows. */
  raised?: boolean | undefined;
  /** Usually `<ChipRemove>`. */
  remove?: ReactNode;
  /** On hover and focus. */
  tip?: string | undefined;
  className?: string | undefined;
}

/** 22 px high, 32 on touch. */
export function Chip({
  as: Element = 'span',
  onPress,
  label,
  description,
  mark,
  keyText,
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
      {...(Element === 'button' && {
        type: 'button',
        tabIndex: -1,
        'aria-haspopup': 'dialog',
        onClick: (event: MouseEvent<HTMLElement>) => onPress?.(event.currentTarget),
      })}
      className={classNames(
        'relative inline-flex h-5.5 max-w-full min-w-0 items-center gap-1 rounded-chip border ps-1.25 pe-1.75 text-12 whitespace-nowrap text-fg phone:h-8 phone:rounded-[7px] phone:px-2 phone:text-13',
        Element === 'button' && 'hover:border-line-strong',
        raised && state === 'settled' ? 'border-line-strong bg-surface' : look.box,
        className,
      )}
    >
      {bar && <span aria-hidden className="me-px h-3 w-0.5 shrink-0 rounded-full" style={bar} />}
      {mark}
      {/* Few elements: a list draws hundreds of chips. */}
      {keyText !== undefined ? (
        <span className={classNames('min-w-0 truncate text-fg-3', look.name)}>
          <Verbatim>{keyText}</Verbatim> = <Verbatim className="text-fg">{value}</Verbatim>
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

/** Named by what it removes: “Remove prospect”. */
export function ChipRemove({
  label,
  onRemove,
  disabled,
  tabIndex,
}: {
  label: string;
  onRemove: () => void;
  disabled?: boolean;
  tabIndex?: 0 | -1 | undefined;
}) {
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      aria-label={spellOut(label)}
      disabled={disabled}
      onClick={onRemove}
      className="relative -me-1.25 grid size-4.5 shrink-0 place-content-center rounded-mark text-fg-3 after:absolute after:-inset-0.75 hover:bg-active hover:text-fg disabled:opacity-50 phone:-me-1.5 phone:size-7"
    >
      <X aria-hidden strokeWidth={1.75} className="size-3" />
    </button>
  );
}

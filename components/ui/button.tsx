import { X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { spellOut } from '#lib/providers/text-signs.ts';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

export type ButtonLook = 'primary' | 'default' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

interface ButtonShape {
  look?: ButtonLook | undefined;
  size?: ButtonSize | undefined;
  iconOnly?: boolean | undefined;
}

const base =
  'inline-flex items-center justify-center shrink-0 border font-medium leading-none whitespace-nowrap select-none ' +
  'transition-colors duration-(--motion-quick) disabled:cursor-not-allowed disabled:shadow-none ' +
  'disabled:bg-sunken disabled:text-fg-off disabled:border-line aria-disabled:cursor-progress';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent-solid border-transparent text-on-solid shadow-rest hover:bg-accent-solid-hover',
  default:
    'bg-surface border-line-strong text-fg shadow-rest hover:bg-hover active:bg-active active:shadow-none [&_svg]:text-fg-2',
  quiet: 'bg-transparent border-transparent text-fg-2 hover:bg-hover hover:text-fg active:bg-active',
  danger: 'bg-danger-solid border-transparent text-on-solid shadow-rest hover:brightness-94',
};

const sizes: Record<ButtonSize, { box: string; wide: string; square: string }> = {
  small: {
    box: 'h-6 gap-1.5 rounded-chip text-12 phone:h-8 phone:text-13',
    wide: 'px-2',
    square: 'w-6 phone:w-8',
  },
  medium: {
    box: 'h-7 gap-1.5 rounded-control text-[12.5px] phone:h-10 phone:text-14',
    wide: 'px-2.5',
    square: 'w-7 phone:w-10',
  },
  large: {
    box: 'h-8 gap-1.5 rounded-control text-13 phone:h-11 phone:text-14',
    wide: 'px-3.5',
    square: 'w-8 phone:w-11',
  },
};

/**
 * Also for links. Heights: 24 px small, 28 medium (bars), 32 large (dialogs); larger under 720 px for touch.
 */
export function buttonClass({
  look = 'default',
  size = 'medium',
  iconOnly = false,
}: ButtonShape = {}): string {
  const measure = sizes[size];
  return classNames(base, looks[look], measure.box, iconOnly ? measure.square : measure.wide);
}

export type ButtonProps = ComponentProps<'button'> &
  Omit<ButtonShape, 'iconOnly'> & {
    /** 14 px. */
    icon?: ReactNode;
    /** Keeps the focus, spins after 150 ms, ignores presses. */
    busy?: boolean | undefined;
  };

/** At most one `primary` per screen; `danger` only for what cannot be undone. */
export function Button({
  look,
  size,
  icon,
  busy = false,
  className,
  children,
  onClick,
  type,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      data-primary={look === 'primary' || undefined}
      aria-keyshortcuts={look === 'primary' ? 'Control+Enter Meta+Enter' : undefined}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonClass({ look, size }), className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

export type IconButtonProps = Omit<ButtonProps, 'icon' | 'children' | 'aria-label'> & {
  /** Accessible name and tip. */
  label: string;
  icon: ReactNode;
};

export function IconButton({
  label,
  icon,
  look = 'quiet',
  size,
  busy,
  className,
  onClick,
  type,
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      aria-label={spellOut(label)}
      data-tip={label}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonClass({ look, size, iconOnly: true }), className)}
    >
      {busy ? <Spinner /> : icon}
    </button>
  );
}

/** Of what it closes or clears. */
export function CloseButton({
  label = 'Close',
  ...rest
}: Omit<IconButtonProps, 'icon' | 'label'> & { label?: string }) {
  return <IconButton {...rest} label={label} icon={<X aria-hidden strokeWidth={1.5} className="size-4" />} />;
}

import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type AlertTone = 'danger' | 'warn' | 'info';

const tones = {
  danger: { box: 'border-danger-line bg-danger-tint', icon: 'text-danger', Icon: CircleAlert },
  warn: { box: 'border-warn-line bg-warn-tint', icon: 'text-warn', Icon: TriangleAlert },
  info: { box: 'border-line-strong bg-sunken', icon: 'text-fg-2', Icon: Info },
} as const;

export interface AlertProps {
  tone?: AlertTone | undefined;
  /** What happened, in one sentence. */
  title: ReactNode;
  /** What it means, in the other side's own words where there are any. */
  children?: ReactNode;
  /** What can be done: small buttons. */
  actions?: ReactNode;
  /** Say it at once (role alert). Only for what comes up while somebody works, never for what a page opens with. */
  announce?: boolean | undefined;
  className?: string | undefined;
}

/** A notice at the place where it happened: what, why, what to do. */
export function Alert({
  tone = 'danger',
  title,
  children,
  actions,
  announce = false,
  className,
}: AlertProps) {
  const { box, icon, Icon } = tones[tone];
  return (
    <div
      role={announce ? 'alert' : undefined}
      className={classNames('flex gap-2 rounded-control border px-2.5 py-2.25', box, className)}
    >
      <Icon aria-hidden strokeWidth={1.5} className={classNames('mt-px size-4 shrink-0', icon)} />
      <div className="min-w-0 flex-1 text-12/4.25 text-fg-2">
        <p className="font-semibold wrap-anywhere text-fg">{title}</p>
        {children !== undefined && <div className="wrap-anywhere">{children}</div>}
        {actions !== undefined && (
          <div className="mt-1.75 flex flex-wrap items-center gap-1.5">{actions}</div>
        )}
      </div>
    </div>
  );
}

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
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** role alert; only for what appears while somebody works. */
  announce?: boolean | undefined;
  className?: string | undefined;
}

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

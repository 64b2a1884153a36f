import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** `aria-label` or `aria-labelledby` makes it a region. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return (
    <section
      {...rest}
      className={classNames('min-w-0 rounded-card border border-line bg-surface', className)}
    />
  );
}

/** 38 px high; `end` is at the far side. */
export function CardHead({
  children,
  end,
  className,
}: {
  children: ReactNode;
  end?: ReactNode;
  className?: string | undefined;
}) {
  return (
    <header
      className={classNames(
        'flex h-9.5 items-center gap-2 border-b border-line ps-3 pe-1.5 phone:h-11.5',
        className,
      )}
    >
      {children}
      {end !== undefined && <div className="ms-auto flex min-w-0 items-center gap-1">{end}</div>}
    </header>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={classNames('flex flex-col gap-2.5 p-3', className)} />;
}

import type { CSSProperties } from 'react';
import { classNames } from './class-names.ts';

/** `width`, `height`: CSS lengths. Hidden from screen readers. */
export function Skeleton({
  width = '100%',
  height = '10px',
  className,
}: {
  width?: string;
  height?: string;
  className?: string;
}) {
  const style: CSSProperties = { width, height };
  return (
    <span aria-hidden style={style} className={classNames('appear-late block rounded-mark', className)}>
      <span className="breathing block h-full rounded-mark bg-skeleton" />
    </span>
  );
}

import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'danger';

const tones: Record<Tone, string> = {
  neutral: 'bg-active text-fg-2',
  accent: 'bg-accent-tint text-accent',
  ok: 'bg-ok-tint text-ok',
  warn: 'bg-warn-tint text-warn',
  danger: 'bg-danger-tint text-danger',
};

/** 20 px high. The word carries the meaning. */
export function Pill({
  tone = 'neutral',
  mark,
  children,
}: {
  tone?: Tone | undefined;
  mark?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 items-center gap-1.25 rounded-full px-1.75 text-11 font-medium whitespace-nowrap tabular-nums forced-colors:border',
        tones[tone],
      )}
    >
      {mark}
      {children}
    </span>
  );
}

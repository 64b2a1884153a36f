import { classNames } from './class-names.ts';

export type SegmentLook = 'ok' | 'hatched-ok' | 'accent' | 'warn' | 'danger' | 'mute' | 'hatched';

const looks: Record<SegmentLook, string> = {
  ok: 'bg-ok-fill',
  'hatched-ok': 'fill-hatch-ok',
  accent: 'bg-accent-solid',
  warn: 'bg-warn-fill',
  danger: 'bg-danger-fill',
  mute: 'bg-line-control',
  hatched: 'fill-hatch-mute',
};

export interface MeterSegment {
  look: SegmentLook;
  amount: number;
}

export interface ProgressMeterProps {
  /** The accessible name: “Vero”. */
  label: string;
  /** In words: “6,352 accepted, 12 failed, of 11,218”. */
  valueText: string;
  segments: readonly MeterSegment[];
  /** In the amounts' unit; absent: their sum. */
  total?: number | undefined;
  className?: string | undefined;
}

/** 6 px high; small parts stay visible. Hatched: less sure. */
export function ProgressMeter({ label, valueText, segments, total, className }: ProgressMeterProps) {
  const sum = segments.reduce((all, segment) => all + segment.amount, 0);
  const full = Math.max(total ?? sum, sum, 1);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={full}
      aria-valuenow={sum}
      aria-valuetext={valueText}
      className={classNames('flex h-1.5 gap-px overflow-hidden rounded-full bg-active', className)}
    >
      {segments
        .filter((segment) => segment.amount > 0)
        .map((segment) => (
          <span
            key={segment.look}
            className={classNames(
              'block h-full min-w-0.5 transition-[width] duration-(--motion-slow)',
              looks[segment.look],
            )}
            style={{ width: `${(segment.amount / full) * 100}%` }}
          />
        ))}
    </div>
  );
}

import { classNames } from '#components/ui/class-names.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';

/** Outlines on a 14 × 14 field. The shape says which provider it is, in any colour or none. */
const shapes: Record<ProviderId, string> = {
  vero: 'M2.1 2.2h9.8c.8 0 1.2.8.8 1.5l-4.9 8.2c-.4.7-1.2.7-1.6 0L1.3 3.7c-.4-.7 0-1.5.8-1.5Z',
  cerego: 'M1.6 12.2V7.1a5.4 5.4 0 0 1 10.8 0v5.1H9.3V7.3a2.3 2.3 0 0 0-4.6 0v4.9Z',
  capillary: 'M6.3 1.3c.4-.4 1-.4 1.4 0l5 5c.4.4.4 1 0 1.4l-5 5c-.4.4-1 .4-1.4 0l-5-5c-.4-.4-.4-1 0-1.4Z',
  fragment: 'M1.6 2.4c0-.4.4-.8.8-.8h6.4L1.6 8.8ZM12.4 11.6c0 .4-.4.8-.8.8H5.2l7.2-7.2Z',
};

const colours: Record<ProviderId, string> = {
  vero: 'text-vero',
  cerego: 'text-cerego',
  capillary: 'text-capillary',
  fragment: 'text-fragment',
};

const sizes = { small: 'size-3', medium: 'size-3.5', large: 'size-4' } as const;

export interface ProviderMarkProps {
  provider: ProviderId;
  size?: keyof typeof sizes | undefined;
  /** Drawn as an outline: no identity there, or not connected. */
  hollow?: boolean | undefined;
  /** Said for screen readers; without it the mark is decoration beside a written name. */
  name?: string | undefined;
  className?: string | undefined;
}

/** ▼ Vero, arch Cerego, ◆ Capillary, split square FRAGMENT; 12, 14 or 16 px. */
export function ProviderMark({
  provider,
  size = 'medium',
  hollow = false,
  name,
  className,
}: ProviderMarkProps) {
  return (
    <>
      <svg
        aria-hidden="true"
        viewBox="0 0 14 14"
        className={classNames(
          'shrink-0',
          sizes[size],
          hollow ? 'text-line-control' : colours[provider],
          className,
        )}
      >
        <path d={shapes[provider]} {...drawingOf(hollow)} />
      </svg>
      {name !== undefined && <span className="sr-only">{name}</span>}
    </>
  );
}

const markWidth = 14;
/** Between two marks, on the same field. */
const markGap = 5.8;

/** A mark per provider, 12 px each, in their fixed places: hollow for those not `held`. One drawing, being in every row; `words` say it, on hover as well. */
export function ProviderMarks({ held, words }: { held: ReadonlySet<ProviderId>; words: string }) {
  const width = providerIds.length * (markWidth + markGap) - markGap;
  return (
    <svg
      role="img"
      aria-label={words}
      data-tip={words}
      viewBox={`0 0 ${width} ${markWidth}`}
      className="h-3 shrink-0"
    >
      {providerIds.map((id, place) => (
        <path
          key={id}
          d={shapes[id]}
          transform={`translate(${place * (markWidth + markGap)})`}
          className={held.has(id) ? colours[id] : 'text-line-control'}
          {...drawingOf(!held.has(id))}
        />
      ))}
    </svg>
  );
}

function drawingOf(hollow: boolean) {
  return hollow
    ? ({ fill: 'none', stroke: 'currentColor', strokeWidth: 1.2 } as const)
    : ({ fill: 'currentColor' } as const);
}

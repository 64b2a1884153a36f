import { classNames } from '#components/ui/class-names.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';

/** Paths on a 14 × 14 field. The shape alone tells the provider, without colour. */
const shapes: Record<ProviderId, string> = {
  vero: 'm2.1 2.2h9.8c.8 0 1.2.8.8 1.5l-4.9 8.2c-.4.7-1.2.7-1.6 0l-4.9-8.2c-.4-.7 0-1.5.8-1.5z',
  cerego: 'm1.6 12.2v-5.1a5.4 5.4 0 0 1 10.8 0v5.1h-3.1v-4.9a2.3 2.3 0 0 0-4.6 0v4.9z',
  capillary: 'm6.3 1.3c.4-.4 1-.4 1.4 0l5 5c.4.4.4 1 0 1.4l-5 5c-.4.4-1 .4-1.4 0l-5-5c-.4-.4-.4-1 0-1.4z',
  fragment: 'm1.6 2.4c0-.4.4-.8.8-.8h6.4l-7.2 7.2zm10.8 9.2c0 .4-.4.8-.8.8h-6.4l7.2-7.2z',
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
  /** Outline: no identity, or not connected. */
  hollow?: boolean | undefined;
  /** For screen readers; without it the mark is decorative. */
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
const markGap = 5.8;

/**
 * Fixed places, hollow unless `held`; `words` name them, on hover too. One drawing with few parts: it is in
 * every row, and each transform would be a paint layer.
 */
export function ProviderMarks({ held, words }: { held: ReadonlySet<ProviderId>; words: string }) {
  const width = providerIds.length * (markWidth + markGap) - markGap;
  const hollow = providerIds.filter((id) => !held.has(id));
  return (
    <svg
      role="img"
      aria-label={words}
      data-tip={words}
      viewBox={`0 0 ${width} ${markWidth}`}
      className="h-3 shrink-0"
    >
      {hollow.length > 0 && (
        <path d={hollow.map(shapeInPlace).join('')} className="text-line-control" {...drawingOf(true)} />
      )}
      {providerIds
        .filter((id) => held.has(id))
        .map((id) => (
          <path key={id} d={shapeInPlace(id)} className={colours[id]} {...drawingOf(false)} />
        ))}
    </svg>
  );
}

function shapeInPlace(id: ProviderId): string {
  return `M${providerIds.indexOf(id) * (markWidth + markGap)} 0${shapes[id]}`;
}

function drawingOf(hollow: boolean) {
  return hollow
    ? ({ fill: 'none', stroke: 'currentColor', strokeWidth: 1.2 } as const)
    : ({ fill: 'currentColor' } as const);
}

import { classNames } from '#components/ui/class-names.ts';

const width = 120;
const height = 24;

/** Changes per ten seconds as a small picture; decoration beside the rate in figures. `held`: nothing moves now. */
export function Sparkline({ samples, held }: { samples: readonly number[]; held: boolean }) {
  if (samples.length < 2) return null;
  const top = Math.max(...samples, 1);
  const points = samples.map((sample, index) => {
    const x = (index / (samples.length - 1)) * width;
    const y = height - 1 - (sample / top) * (height - 3);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  const line = `M${points.join(' L')}`;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={classNames('h-6 w-full', held ? 'text-warn' : 'text-fg-3')}
    >
      <path d={`${line} L${width} ${height} L0 ${height}Z`} className="fill-active" />
      <path
        d={line}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.2"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** A measured value beside a limit from the same run. */
import type { Sample } from '../statistics.ts';

/** `met` null: no target, only explains others. */
export type Figure = {
  section: string;
  what: string;
  /** With units. */
  measured: string;
  limit: string;
  /** A ratio or a difference. */
  relation: string;
  target: string;
  met: boolean | null;
  /** As numbers, for the file. */
  numbers: Record<string, number>;
};

export const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
/** With its sign. */
export const difference = (ms: number) => `${ms < 0 ? '−' : '+'}${milliseconds(Math.abs(ms))}`;
export const times = (ratio: number) => `${ratio.toFixed(2)} ×`;
export const shown = ({ p50, p95 }: Sample) => `${milliseconds(p50)} (p95 ${milliseconds(p95)})`;

/** Within `target` ms of its limit, at the median. */
export function differenceFigure(
  section: string,
  what: string,
  { measured, limit, most }: { measured: Sample; limit: Sample; most: number },
): Figure {
  const above = measured.p50 - limit.p50;
  return {
    section,
    what,
    measured: shown(measured),
    limit: shown(limit),
    relation: difference(above),
    target: `≤ +${most} ms`,
    met: above <= most,
    numbers: samples(measured, limit),
  };
}

/** With its own target. `bare`: a limit from the same run to compare with, by default the target. */
export function absoluteFigure(
  section: string,
  what: string,
  {
    value,
    most,
    unit,
    bare,
  }: { value: number; most: number | null; unit: string; bare?: number | undefined },
): Figure {
  const format = (number: number) =>
    `${number.toFixed(number < 10 && !Number.isInteger(number) ? 2 : 0)} ${unit}`;
  const against = bare ?? most;
  return {
    section,
    what,
    measured: format(value),
    limit: bare === undefined ? '' : format(bare),
    relation: against === null ? '' : times(value / against),
    target: most === null ? '' : `≤ ${most} ${unit}`,
    met: most === null ? null : value <= most,
    numbers: { value, ...(bare !== undefined && { bare }) },
  };
}

export function samples(measured: Sample, limit: Sample): Record<string, number> {
  return {
    measuredP10: measured.p10,
    limitP10: limit.p10,
    measuredP50: measured.p50,
    measuredP95: measured.p95,
    limitP50: limit.p50,
    limitP95: limit.p95,
    rounds: measured.rounds,
  };
}

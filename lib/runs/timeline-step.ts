/** How a run's time is divided for its picture. Pure. */

/** As many as there is room for beside a lane. */
export const timelineSteps = 28;

const second = 1_000;
/** Seconds; close to each other, so that a run fills most of its picture. */
const usual = [
  1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 40, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1_200, 1_800, 2_700,
  3_600, 5_400, 7_200, 10_800, 14_400, 21_600, 32_400, 43_200, 64_800, 86_400,
];

/** The shortest usual step in ms of which `timelineSteps` cover the time; days in whole numbers for what takes longer. */
export function stepFor(spanMs: number): number {
  const least = spanMs / timelineSteps;
  const step = usual.find((seconds) => seconds * second > least);
  const day = 86_400 * second;
  return step === undefined ? (Math.floor(least / day) + 1) * day : step * second;
}

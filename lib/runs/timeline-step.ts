/** How a run's time is divided for its picture. Pure. */

/** As many as there is room for beside a lane. */
export const timelineSteps = 28;

const second = 1_000;
const usual = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

/** The shortest usual step in ms of which `timelineSteps` cover the time; days in whole numbers for what takes longer. */
export function stepFor(spanMs: number): number {
  const least = spanMs / timelineSteps;
  const step = usual.find((seconds) => seconds * second > least);
  const day = 86_400 * second;
  return step === undefined ? (Math.floor(least / day) + 1) * day : step * second;
}
